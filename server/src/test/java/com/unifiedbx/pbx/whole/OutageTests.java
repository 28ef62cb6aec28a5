package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.mayRegister;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.pbx.whole.SipPhone.Account;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A part of the product dies while people talk.
class OutageTests {

  private static final Duration BACK = Duration.ofSeconds(40);

  /// `-Doutage=60` shows a whole minute.
  private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage", 20));

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();
  private final Account first = user.extension();
  private final Account second = user.extension();
  private SipPhone phoneOfFirst;
  private SipPhone phoneOfSecond;

  @BeforeEach
  void register() {
    phoneOfFirst = registered(pbx, first, Manner.ANSWERS);
    phoneOfSecond = registered(pbx, second, Manner.ANSWERS);
  }

  @AfterEach
  void everythingIsWellAgain() {
    phoneOfFirst.close();
    phoneOfSecond.close();
    awaitHealth(200);
  }

  @Test
  void whileTheDatabaseIsAwayCallsAndRegistrationsGoOnAndNoRecordIsLost() throws IOException {
    var third = user.extension();
    var id = talk();
    try (var phone = registered(pbx, third, Manner.HANGS_UP);
        var ami = Ami.of(pbx)) {
      assertThat(phone.address()).isNotEmpty();
      var during = new ArrayList<String>();
      try (var _ = DatabaseOutage.of(pbx)) {
        awaitHealth(503);
        assertUnavailable();
        var begin = Instant.now();
        while (Instant.now().isBefore(begin.plus(OUTAGE))) {
          during.add(callAround(ami, third));
          assertThat(ami.channels(id)).hasSize(2);
          if (during.size() <= 2) {
            rotateJournal(during.size());
          }
        }
        assertThat(mayRegister(pbx, first)).isTrue();
        assertThat(ami.send(AmiAction.of("Hangup").with("Channel", id)))
            .isInstanceOf(AmiReply.Success.class);
        await().atMost(PbxUser.SOON).until(() -> ami.channels(id).isEmpty());
      }
      awaitHealth(200);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
      assertThat(user.awaitCdrs(id)).hasSize(1);
      assertThat(during).hasSizeGreaterThan(3).allSatisfy(this::assertRecordedOnce);
    }
  }

  /// As somebody's cron job might. Asterisk begins a new file with its next record.
  private void rotateJournal(int number) throws IOException {
    var journal = pbx.data().resolve("asterisk/cdr/journal.csv");
    Files.move(journal, journal.resolveSibling("journal.csv." + (1_000_000 + number)));
  }

  private void assertRecordedOnce(String call) {
    assertThat(user.awaitCdrs(call))
        .singleElement()
        .satisfies(
            record -> assertThat(record.get("disposition").asString()).isEqualTo("ANSWERED"));
    await().atMost(PbxUser.SOON).until(() -> pbx.countRecords(call) > 0);
    assertThat(pbx.countRecords(call)).describedAs("told of " + call).isEqualTo(1);
  }

  /// The rows of the records are written and not yet committed when the program dies.
  @Test
  void aProgramThatIsKilledInMidImportLosesAndDoublesNoRecord() throws SQLException {
    var third = user.extension();
    var before = new ArrayList<String>();
    try (var _ = registered(pbx, third, Manner.HANGS_UP);
        var ami = Ami.of(pbx)) {
      pbx.stopApi();
      try (var program = pbx.startApiApart()) {
        awaitHealth(200);
        before.add(callAround(ami, third));
        assertThat(user.awaitCdrs(before.getFirst())).hasSize(1);
        try (var lock = new JournalLock(pbx)) {
          before.add(callAround(ami, third));
          before.add(callAround(ami, third));
          lock.awaitWaiting();
          program.kill();
        }
      } finally {
        pbx.startApi();
      }
      awaitHealth(200);
      before.add(callAround(ami, third));
      assertThat(before).hasSize(4).allSatisfy(this::assertRecordedOnce);
    }
  }

  /// A call made behind the API's back, with its record marked; returns the mark when it is over.
  private static String callAround(Ami ami, Account extension) {
    var mark = "outage-" + extension.number() + "-" + Instant.now().toEpochMilli();
    var reply =
        ami.send(
            AmiAction.of("Originate")
                .with("Async", "true")
                .with("ChannelId", mark)
                .with("Channel", "PJSIP/" + extension.number())
                .with("Application", "Echo")
                .with("Variable", "CDR(call_id)=" + mark));
    assertThat(reply).isInstanceOf(AmiReply.Success.class);
    await("start of " + mark).atMost(PbxUser.SOON).until(() -> !ami.channels(mark).isEmpty());
    await("end of " + mark).atMost(PbxUser.SOON).until(() -> ami.channels(mark).isEmpty());
    return mark;
  }

  private void assertUnavailable() {
    for (var answer :
        List.of(user.api().get("/extensions"), user.tryCall(first.number(), second.number()))) {
      assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void whenAsteriskIsKilledItComesBackAndItsCallsAreLost() {
    var id = talk();
    var killed = pbx.process("asterisk");
    killed.destroyForcibly();
    awaitHealth(503);
    var refused = user.tryCall(first.number(), second.number());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(refused).get("error").asString()).isEqualTo("pbx_unavailable");
    awaitHealth(200);
    assertThat(pbx.process("asterisk").pid()).isNotEqualTo(killed.pid());

    var lost = user.awaitEnd(id);
    assertThat(lost.get("status").asString()).isEqualTo("failed");
    assertThat(lost.get("failure").asString()).isEqualTo("lost");
    var next = talk();
    user.hangUp(next);
    assertThat(user.awaitEnd(next).get("status").asString()).isEqualTo("completed");
    assertThat(user.find(id)).isEqualTo(lost);
  }

  @Test
  void aCallOutlivesTheApplication() {
    var id = talk();
    var before = user.find(id);
    pbx.stopApi();
    pbx.startApi();
    var after = user.awaitStatus(id, "connected");
    assertThat(after.get("connectedAt")).isEqualTo(before.get("connectedAt"));
    user.hangUp(id);
    assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
    assertThat(user.awaitCdrs(id)).hasSize(1);
  }

  @Test
  void aCallThatEndsWhileTheApplicationIsAwayIsLostButOnRecord() {
    var id = talk();
    try (var ami = Ami.of(pbx)) {
      pbx.stopApi();
      ami.send(AmiAction.of("Hangup").with("Channel", id));
      await().atMost(PbxUser.SOON).until(() -> ami.channels(id).isEmpty());
    } finally {
      pbx.startApi();
    }
    var call = user.awaitEnd(id);
    assertThat(call.get("failure").asString()).isEqualTo("lost");
    assertThat(user.awaitCdrs(id))
        .singleElement()
        .satisfies(r -> assertThat(r.get("disposition").asString()).isEqualTo("ANSWERED"));
  }

  /// A call between the two phones that lasts.
  private String talk() {
    var id = user.call("PJSIP/" + first.number(), second.number()).get("id").asString();
    user.awaitStatus(id, "connected");
    return id;
  }

  private void awaitHealth(int status) {
    await()
        .atMost(BACK)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> user.api().get("/health").statusCode() == status);
  }
}
