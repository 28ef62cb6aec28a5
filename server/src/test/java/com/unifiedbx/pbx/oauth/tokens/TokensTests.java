package com.unifiedbx.pbx.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.applications.Applications;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTests {

  private final TestServer server = TestServer.shared();

  @Test
  void expiredRowsArePrunedAndOthersStay() {
    var caller = TestCaller.with("call:read");
    var application = server.bean(Applications.class).list().getFirst().id();
    var repository = server.bean(TokenRepository.class);
    var old = Instant.now().minusSeconds(200_000);
    repository.insert(
        new byte[] {1, 2, 3},
        new AccessToken("t-old", application, Set.of(), old, old.plusSeconds(60), null));
    server.bean(Tokens.class).prune();
    assertThat(repository.find(new byte[] {1, 2, 3})).isNull();
    assertThat(caller.get("/nothing-here").statusCode()).isEqualTo(404);
  }
}
