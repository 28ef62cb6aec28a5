package com.unifiedbx.pbx.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.TestProgram;
import com.unifiedbx.pbx.voicemail.spool.TestBox;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One story for all tests here: the application runs without a mail server, ends, and runs again,
/// while messages come, move and go.
class VoicemailNewsTests {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String OLD_ONE = "4101-1795400001-00000001";
  private static final String MOVED = "4101-1795400002-00000002";
  private static final String LATE = "4101-1795400003-00000003";
  private static final String MAILED = "4102-1795400004-00000004";
  private static final byte[] SOUND = TestBox.tone(440, 1);

  @TempDir static Path spool;

  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final JdbcClient SQL = JdbcClient.create(DATABASE.dataSource());
  private static final int SMTP_PORT = freePort();
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(SMTP_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  private static List<String> firstRun = List.of();
  private static List<String> secondRun = List.of();
  private static int attemptsWithoutServer;

  @BeforeAll
  static void tellTheStory() throws IOException {
    box("4101", "");
    box("4102", "owner@example.org");
    plant("4101", "INBOX", 0, OLD_ONE);
    try (var run = new Run()) {
      await().atMost(SOON).until(() -> count("voicemail_baseline") == 1);
      plant("4101", "INBOX", 1, MOVED);
      run.look("4101");
      run.look("4101");
      plant("4102", "INBOX", 0, MAILED);
      run.look("4102");
      await()
          .atMost(SOON)
          .until(() -> count("voicemail_mail where attempts > 0") == 1 && run.events.size() == 2);
      attemptsWithoutServer = count("voicemail_mail where attempts > 0");
      firstRun = List.copyOf(run.events);
    }
    var inbox = new TestBox(directory("4101")).directory().resolve("INBOX");
    Files.delete(inbox.resolve("msg0000.txt"));
    Files.delete(inbox.resolve("msg0001.txt"));
    plant("4101", "Old", 0, MOVED);
    plant("4101", "INBOX", 0, LATE);
    MAIL.start();
    try (var run = new Run()) {
      assertThat(MAIL.waitForIncomingEmail(SOON.toMillis(), 1)).isTrue();
      await().atMost(SOON).until(() -> run.events.size() == 4);
      run.look("4101");
      run.look("4102");
      plant("4101", "Work", 0, "4101-1795400009-00000009");
      run.look("4101");
      await().atMost(SOON).until(() -> run.events.size() == 5);
      await().atMost(SOON).until(() -> count("voicemail_mail") == 0);
      secondRun = List.copyOf(run.events);
    }
  }

  @AfterAll
  static void endTheServer() {
    MAIL.stop();
  }

  @Test
  void whatWasThereBeforeTheFirstStartIsNobodysNews() {
    assertThat(firstRun).noneMatch(event -> event.contains(OLD_ONE));
  }

  @Test
  void aMessageIsToldOnceHoweverOftenTheBoxIsLookedAt() {
    assertThat(firstRun)
        .containsExactlyInAnyOrder(
            "voicemail.received " + MOVED + " INBOX", "voicemail.received " + MAILED + " INBOX");
  }

  @Test
  void whatHappenedWhileTheApplicationWasAwayIsToldAfterItsStart() {
    assertThat(secondRun)
        .containsExactlyInAnyOrder(
            "voicemail.changed " + MOVED + " Old",
            "voicemail.changed " + OLD_ONE + " INBOX deleted",
            "voicemail.received " + LATE + " INBOX",
            "voicemail.changed " + MAILED + " INBOX deleted",
            "voicemail.received 4101-1795400009-00000009 Work");
  }

  @Test
  void aNoticeWaitsForTheMailServerAndIsSentOnce() throws Exception {
    assertThat(attemptsWithoutServer).isEqualTo(1);
    assertThat(MAIL.getReceivedMessages()).hasSize(1);
    var mail = MAIL.getReceivedMessages()[0];
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("owner@example.org");
    assertThat(mail.getSubject()).isEqualTo("Voicemail for 4102 from \"Alice\" <1001>");
    assertThat(mail.getHeader("Message-ID"))
        .containsExactly("<voicemail." + MAILED + "@unifiedbx>");
  }

  @Test
  void theMessageIsAttachedAndThenDeletedWhenItsBoxSaysSo() throws Exception {
    var parts = (Multipart) MAIL.getReceivedMessages()[0].getContent();
    var attached = parts.getBodyPart(1);
    assertThat(attached.getDisposition()).isEqualTo(Part.ATTACHMENT);
    assertThat(attached.getContentType()).startsWith("audio/wav");
    assertThat(attached.getInputStream().readAllBytes()).isEqualTo(SOUND);
    assertThat(directory("4102").resolve("INBOX/msg0000.txt")).doesNotExist();
  }

  /// The application with a spool and a mail server, without Asterisk.
  private static final class Run implements AutoCloseable {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final ConfigurableApplicationContext context;

    Run() {
      context =
          TestProgram.application()
              .properties(
                  Map.ofEntries(
                      Map.entry("spring.datasource.url", DATABASE.url()),
                      Map.entry("spring.datasource.username", DATABASE.user()),
                      Map.entry("spring.datasource.password", DATABASE.password()),
                      Map.entry("server.address", "127.0.0.1"),
                      Map.entry("server.port", 0),
                      Map.entry("pbx.asterisk.database-role", DATABASE.asteriskRole()),
                      Map.entry("pbx.asterisk.spool", spool.toString()),
                      Map.entry("pbx.applications.pepper", "a pepper for tests"),
                      Map.entry("pbx.audit.key", "a key of the chain for tests"),
                      Map.entry("pbx.cdr.exports.directory", "no exports here"),
                      Map.entry("pbx.cdr.exports.key", "a key for exports for tests"),
                      Map.entry("pbx.voicemail.mail.host", "127.0.0.1"),
                      Map.entry("pbx.voicemail.mail.port", SMTP_PORT),
                      Map.entry("pbx.voicemail.mail.security", "none"),
                      Map.entry("pbx.voicemail.mail.first-pause", "100ms")))
              .initializers(starting ->
                  starting.addApplicationListener(event -> {
                    if (event instanceof PayloadApplicationEvent<?> carrier
                        && carrier.getPayload() instanceof VoicemailEvent news) {
                      events.add(text(news));
                    }
                  }))
              .run();
    }

    void look(String mailbox) {
      context.getBean(VoicemailWatch.class).changed(mailbox);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private static String text(VoicemailEvent event) {
    var message = event.data();
    return "%s %s %s%s"
        .formatted(
            event.type(), message.id(), message.folder(), message.deleted() ? " deleted" : "");
  }

  private static int count(String from) {
    return SQL.sql("select count(*) from pbx." + from).query(Integer.class).single();
  }

  private static void box(String number, String email) {
    SQL.sql(
            "insert into pbx.extension (number, name, digest_md5, digest_sha256)"
                + " values (?, 'Somebody', 'x', 'x')")
        .param(number)
        .update();
    SQL.sql(
            "insert into pbx.voicemail_box (number, pin, email, attach, delete_after_email)"
                + " values (?, '1234', ?, true, true)")
        .params(number, email)
        .update();
  }

  private static void plant(String mailbox, String folder, int number, String id) {
    new TestBox(directory(mailbox)).plant(folder, number, id.substring(5), SOUND);
  }

  private static Path directory(String mailbox) {
    return spool.resolve("voicemail/default").resolve(mailbox);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
