package com.unifiedbx.pbx.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Audited;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class KeptAnswersTests {

  private static final String NAME = "{ fetchExtension(extensionId: %s) { user { name } } }";

  private final TestServer server = TestServer.shared();
  private final KeptAnswers kept = server.bean(KeptAnswers.class);
  private final TestCaller caller = TestCaller.with("extension:write");

  @Test
  void whatWasChangedHereIsSeenByTheNextQuestion() {
    add("30101");
    for (var turn = 0; turn < 20; turn++) {
      update("30101", "Name " + turn);
      assertThat(caller.gql(NAME.formatted("30101")).body()).contains("\"Name " + turn + "\"");
      assertThat(caller.gql(NAME.formatted("30101")).body()).contains("\"Name " + turn + "\"");
    }
  }

  /// As another node, or an administrator with SQL, would.
  @Test
  void whatWasChangedElsewhereIsSeenSoon() {
    add("30102");
    caller.gql(NAME.formatted("30102"));
    server
        .bean(JdbcClient.class)
        .sql("update pbx.extension set name = 'Elsewhere' where number = '30102'")
        .update();
    await()
        .untilAsserted(
            () -> assertThat(caller.gql(NAME.formatted("30102")).body()).contains("\"Elsewhere\""));
  }

  @Test
  void anAnswerIsForCallersWithTheSameScopesOnly() {
    add("30103");
    caller.gql(NAME.formatted("30103"));
    var other = TestCaller.with("call:read").gql(NAME.formatted("30103"));
    assertThat(other.statusCode()).isEqualTo(403);
  }

  @Test
  void anAnswerBegunBeforeAChangeIsNotKeptBeyondIt() {
    var question = question("{ one }");
    var begun = kept.generation();
    change();
    kept.keep(question, new byte[] {1}, begun);
    assertThat(kept.find(question)).isNull();
  }

  @Test
  void aQuestionIsTheSameOnlyWithTheSameBytesScopesFenceAndForm() {
    var one = question("{ two }");
    var fence = new Fence(List.of("1XXX"), List.of(), null, null);
    assertThat(one).isEqualTo(question("{ two }")).hasSameHashCodeAs(question("{ two }"));
    assertThat(one)
        .isNotEqualTo(question("{ two } "))
        .isNotEqualTo(
            new KeptAnswers.Question(one.body(), Set.of(Scope.CDR_READ), Fence.NONE, false))
        .isNotEqualTo(new KeptAnswers.Question(one.body(), one.scopes(), fence, false))
        .isNotEqualTo(new KeptAnswers.Question(one.body(), one.scopes(), Fence.NONE, true));
  }

  private static KeptAnswers.Question question(String text) {
    return new KeptAnswers.Question(
        text.getBytes(StandardCharsets.UTF_8), Set.of(Scope.EXTENSION_READ), Fence.NONE, false);
  }

  private void change() {
    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> server.publish(new Renamed()));
  }

  private void add(String number) {
    caller.gql(
        "mutation { addExtension(input: {extensionId: \"%s\", name: \"A\", email: \"\"}) { status } }"
            .formatted(number));
  }

  private void update(String number, String name) {
    caller.gql(
        "mutation { updateExtension(input: {extensionId: \"%s\", name: \"%s\"}) { status } }"
            .formatted(number, name));
  }

  private record Renamed() implements Audited {

    @Override
    public String operation() {
      return "extension.update";
    }

    @Override
    public String object() {
      return "extension:1";
    }

    @Override
    public @Nullable Object before() {
      return null;
    }

    @Override
    public @Nullable Object after() {
      return null;
    }
  }
}
