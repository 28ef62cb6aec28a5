package com.unifiedbx.pbx.instance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers dialled on a real Asterisk that reads a real database; what came of it is read from the
/// journal of call records.
@org.junit.jupiter.api.TestInstance(org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS)
class DialplanTests {

  private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

  private final TestDatabase database = TestDatabase.fresh();
  private final int sip = TestAsterisk.freeUdp();
  private final DataDirectory directory;
  private final AsteriskServer asterisk;
  private final TestPhone busy = new TestPhone("45", "s45", sip, 486);
  private final TestPhone answering = new TestPhone("1002", "s1002", sip, 200);
  private final TestPhone silent = new TestPhone("12", "s12", sip, 0);
  private final TestPhone caller = new TestPhone("12345678", "s12345678", sip, 200);

  DialplanTests(@TempDir Path temp) {
    directory = DataDirectory.open(temp);
    var address = URI.create(database.url().substring(5));
    var values =
        Map.of(
            "sip.bind", "127.0.0.1:" + sip,
            "database.port", String.valueOf(address.getPort()),
            "database.name", address.getPath().substring(1),
            "database.user", database.asteriskRole(),
            "database.password", database.asteriskPassword());
    asterisk = TestAsterisk.in(directory, values);
  }

  @BeforeAll
  void start() throws SQLException {
    for (var number : List.of("12", "45", "1001", "1002", "12345678")) {
      addExtension(number);
    }
    asterisk.start();
    for (var phone : List.of(busy, silent, answering, caller)) {
      assertThat(phone.register()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    asterisk.stop();
    List.of(busy, silent, answering, caller).forEach(TestPhone::close);
  }

  @Test
  void aBusyPhoneOfTwoDigitsIsBusyForItsCallerAndInTheRecord() {
    assertThat(caller.call("45")).isEqualTo(486);
    assertThat(field(record("dst", "45"), "hangupcause")).isEqualTo("17");
    assertThat(field(record("dst", "45"), "dcontext")).isEqualTo("from-internal");
    assertThat(caller.call("12")).isEqualTo(480);
    assertThat(field(record("dst", "12"), "hangupcause")).isEqualTo("19");
    assertThat(field(record("dst", "12"), "disposition")).isEqualTo("NO ANSWER");
  }

  @Test
  void aPhoneThatIsAwayAnUnknownNumberAndAMissingTrunkHaveTheirOwnCauses() {
    assertThat(caller.call("1001")).isEqualTo(480);
    assertThat(field(record("dst", "1001"), "hangupcause")).isEqualTo("20");
    assertThat(caller.call("777")).isEqualTo(404);
    assertThat(field(record("dst", "777"), "hangupcause")).isEqualTo("1");
    assertThat(caller.call("12075551234")).isEqualTo(404);
    assertThat(field(record("dst", "12075551234"), "hangupcause")).isEqualTo("3");
    assertThat(field(record("dst", "12075551234"), "userfield")).isEqualTo("outbound");
    assertThat(caller.call("123456789")).isEqualTo(404);
  }

  @Test
  void aFeatureCodeAnswers() {
    assertThat(caller.call("*43")).isEqualTo(200);
    await().until(() -> asterisk.console("core show channels").contains("Echo"));
    asterisk.console("channel request hangup all");
    assertThat(field(record("dst", "*43"), "hangupcause")).isEqualTo("16");
  }

  @Test
  void anOriginatedCallCarriesItsIdAndItsCauseToTheRecord() throws IOException {
    TestAsterisk.originate(asterisk, "c-answered", "PJSIP/1002", "12345678");
    await().until(() -> asterisk.console("core show channels count").contains("2 active channels"));
    everyVoiceSocketIsOnTheLoopback();
    asterisk.console("channel request hangup all");
    assertThat(field(record("call_id", "c-answered"), "disposition")).isEqualTo("ANSWERED");
    assertThat(field(record("call_id", "c-answered"), "hangupcause")).isEqualTo("16");

    TestAsterisk.originate(asterisk, "c-busy", "PJSIP/45", "1002");
    assertThat(field(record("call_id", "c-busy"), "hangupcause")).isEqualTo("17");
    TestAsterisk.originate(asterisk, "c-missing", "PJSIP/1002", "777");
    assertThat(field(record("call_id", "c-missing"), "hangupcause")).isEqualTo("1");
  }

  /// Voice and SIP; the two client sockets of PJSIP's own DNS resolver are bound by PJLIB to any
  /// address and no setting changes that.
  private void everyVoiceSocketIsOnTheLoopback() {
    var owner = "pid=" + asterisk.pid() + ",";
    var shown = Programs.run(List.of("ss", "-lnup"), Duration.ofSeconds(5)).output();
    var sockets =
        shown.lines().filter(l -> l.contains(owner)).map(l -> l.split("\\s+", -1)[3]).toList();
    assertThat(sockets).filteredOn(s -> s.startsWith("127.0.0.1:170")).hasSizeGreaterThan(3);
    assertThat(sockets).filteredOn(s -> !s.startsWith("127.0.0.1:")).hasSizeLessThanOrEqualTo(2);
  }

  /// The record whose field has that value, once Asterisk has written it.
  private List<String> record(String name, String value) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                records().stream()
                    .filter(r -> field(r, name).equals(value))
                    .findFirst()
                    .orElse(List.of()),
            r -> !r.isEmpty());
  }

  private List<List<String>> records() throws IOException {
    var journal = directory.cdrJournal();
    return !Files.exists(journal)
        ? List.of()
        : Files.readAllLines(journal).stream()
            .map(l -> CELL.matcher(l).results().map(c -> c.group(1)).toList())
            .toList();
  }

  private static String field(List<String> record, String name) {
    var names =
        "uniqueid,linkedid,sequence,call_id,src,dst,clid,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,accountcode,peeraccount,userfield,hangupcause";
    return record.get(List.of(names.split(",", -1)).indexOf(name));
  }

  private void addExtension(String number) throws SQLException {
    var sql =
        "INSERT INTO pbx.extension (number, name, ring_seconds, digest_md5, digest_sha256)"
            + " VALUES (?, ?, 2, ?, ?)";
    var secret = number + ":asterisk:s" + number;
    try (var connection = database.dataSource().getConnection();
        var insert = connection.prepareStatement(sql)) {
      insert.setString(1, number);
      insert.setString(2, "Test " + number);
      insert.setString(3, TestPhone.digest("MD5", secret));
      insert.setString(4, TestPhone.digest("SHA-256", secret));
      insert.executeUpdate();
    }
  }
}
