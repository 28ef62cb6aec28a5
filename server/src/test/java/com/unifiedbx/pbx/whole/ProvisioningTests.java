package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.mayRegister;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the API answers is so for phones from that moment on.
class ProvisioningTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @Test
  void aDeletedExtensionIsGoneAtOnce() {
    var gone = user.extension();
    try (var _ = registered(pbx, gone, Manner.ANSWERS)) {
      assertThat(user.api().delete("/extensions/" + gone.number()).statusCode()).isEqualTo(204);
      var call = user.tryCall(gone.number(), "*43");
      assertThat(call.statusCode()).isEqualTo(422);
      assertThat(json(call).get("error").asString()).isEqualTo("unknown_endpoint");
      assertThat(mayRegister(pbx, gone)).isFalse();
    }
  }

  @Test
  void theNextOwnerOfANumberDoesNotReachThePhoneOfTheLast() {
    var last = user.extension();
    try (var _ = registered(pbx, last, Manner.ANSWERS)) {
      user.api().delete("/extensions/" + last.number());
      var next = user.extension(last.number(), "Next");
      var call = user.tryCall(next.number(), "*43");
      assertThat(call.statusCode()).isEqualTo(409);
      assertThat(json(call).get("error").asString()).isEqualTo("unregistered");
      assertThat(mayRegister(pbx, last)).isFalse();
      assertThat(mayRegister(pbx, next)).isTrue();
    }
  }

  @Test
  void aNewSecretReplacesTheOldOneAtOnce() {
    var old = user.extension();
    assertThat(mayRegister(pbx, old)).isTrue();
    var answer = user.api().post("/extensions/" + old.number() + "/secret", Map.of());
    var fresh = new Account(old.number(), json(answer).get("secret").asString());
    assertThat(mayRegister(pbx, old)).isFalse();
    assertThat(mayRegister(pbx, fresh)).isTrue();
  }

  @Test
  void aChosenSecretWorksAtOnce() {
    var old = user.extension();
    var chosen = new Account(old.number(), "Xk7-much-better-9Q");
    var data =
        user.api()
            .gql(
                """
                mutation($input: updateExtensionInput!) { updateExtension(input: $input) { status } }
                """,
                Map.of(
                    "input", Map.of("extensionId", old.number(), "extPassword", chosen.secret())));
    assertThat(data.at("/updateExtension/status").asBoolean()).isTrue();
    assertThat(mayRegister(pbx, chosen)).isTrue();
    assertThat(mayRegister(pbx, old)).isFalse();
  }
}
