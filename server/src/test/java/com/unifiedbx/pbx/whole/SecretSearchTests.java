package com.unifiedbx.pbx.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// After a session of successes and failures no secret of it is found, byte by byte, in anything
/// that the product wrote.
class SecretSearchTests {

  private final TestPbx pbx = TestPbx.shared();
  private final Map<String, String> secrets = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private final String name = "searched " + UUID.randomUUID();

  @Test
  void noSecretIsInTheDataDirectoryTheLogOrAnErrorBody() throws IOException {
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      session();
    } finally {
      root.detachAppender(log);
    }
    var own = pbx.data().resolve("secrets");
    for (var secret : List.of("pepper", "audit-key", "export-key")) {
      secrets.put("the " + secret, Files.readString(own.resolve(secret)).strip());
    }
    assertThat(secrets).hasSize(9).doesNotContainValue("");
    assertThat(found(log.list.stream().map(SecretSearchTests::text).toList())).isEmpty();
    assertThat(errors).hasSizeGreaterThan(8);
    assertThat(found(errors)).isEmpty();
    assertThat(foundInFiles(own)).isEmpty();
  }

  private void session() {
    var made =
        Commands.app(
                "create",
                "--json",
                "--name=" + name,
                "--scope=extension:write,call:write,cdr:read",
                "--allow-ip=127.0.0.1")
            .json();
    var id = made.get("clientId").asString();
    var client = PbxClient.of(pbx, made);
    var rotated = Commands.app("rotate-secret", "--json", id, "--overlap=1h").json();
    var second = PbxClient.of(pbx, rotated);
    secrets.put("client secret", made.get("clientSecret").asString());
    secrets.put("second client secret", rotated.get("clientSecret").asString());
    secrets.put("token", client.token());
    secrets.put("second token", second.token());
    extensions(client);
    failures(id, client);
    Commands.app("retire-secret", id);
    errors.add(Commands.app("rotate-secret", id, "--overlap=1000d").error());
  }

  private void extensions(PbxClient client) {
    var number = "6" + System.nanoTime() % 1_000_000;
    var added = client.post("/extensions", Map.of("extension", number, "name", name));
    secrets.put("SIP secret", PbxClient.json(added).get("secret").asString());
    var chosen = "Chosen-" + UUID.randomUUID();
    secrets.put("chosen SIP secret", chosen);
    client.gql(
        "mutation($i: updateExtensionInput!) { updateExtension(input: $i) { status } }",
        Map.of("i", Map.of("extensionId", number, "extPassword", chosen)));
    refused(client.post("/extensions", Map.of("extension", number, "name", name)));
    refused(client.post("/extensions", Map.of("extension", number, "secret2", chosen)));
    refused(
        client.post(
            "/gql",
            Map.of(
                "query",
                "mutation { updateExtension(input: {extensionId: \"99\", extPassword: \"%s\"}) {status} }"
                    .formatted(chosen))));
    refused(client.post("/originate", Map.of("channel", "PJSIP/" + number, "exten", "1")));
  }

  private void failures(String id, PbxClient client) {
    var secret = secrets.get("client secret");
    var token = secrets.get("token");
    for (var form :
        List.of(
            "grant_type=client_credentials&client_id=" + secret + "&client_secret=" + id,
            "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret + "x",
            "grant_type=password&client_id=" + id + "&client_secret=" + secret,
            "grant_type=client_credentials&scope=no:such&client_id="
                + id
                + "&client_secret="
                + secret,
            "client_secret=" + secret + "&client_secret=" + secret,
            "{\"client_secret\":\"" + secret + "\"}")) {
      refused(client.form("/token", form));
    }
    refused(
        client.form(
            "/token",
            "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
                .formatted(id, secret, secret)));
    refused(client.post("/gql", Map.of("query", "{ " + secret + " }")));
    refused(client.post("/extensions", Map.of("extension", "" + secret, "name", name)));
    refused(client.post("/extensions", Map.of("" + secret, "1", "name", name)));
    refused(client.get("/extensions/" + token));
    refused(client.get("/calls/" + token));
    refused(client.form("/token?client_secret=" + secret, "grant_type=client_credentials"));
    refused(client.as("Bearer " + token + "x", "/extensions"));
    refused(client.as("Bearer " + secret, "/extensions"));
    refused(client.as("Basic " + token, "/extensions"));
    refused(client.as(token == null ? "" : token, "/extensions"));
    client.form("/revoke", "token=" + token + "&client_id=" + id + "&client_secret=" + secret);
    refused(client.get("/extensions"));
  }

  private void refused(HttpResponse<String> answer) {
    errors.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
    assertThat(answer.body()).contains("error");
  }

  private List<String> found(List<String> texts) {
    return texts.stream()
        .flatMap(text ->
            secrets.entrySet().stream()
                .filter(secret -> text.contains(secret.getValue()))
                .map(secret -> secret.getKey() + " in: " + text))
        .toList();
  }

  /// Where which secret is. The directory of the secrets themselves is left out; that a search
  /// finds what is there is proved by the application's name.
  private List<String> foundInFiles(Path own) throws IOException {
    var found = new ArrayList<String>();
    var names = 0;
    List<Path> files;
    try (var walk = Files.walk(pbx.data())) {
      files = walk.filter(Files::isRegularFile).filter(file -> !file.startsWith(own)).toList();
    }
    for (var file : files) {
      var content = content(file);
      names += content.contains(name) ? 1 : 0;
      for (var secret : secrets.entrySet()) {
        if (content.contains(secret.getValue())) {
          found.add(secret.getKey() + " in " + file);
        }
      }
    }
    assertThat(names).as("files that hold the name").isPositive();
    return found;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ILoggingEvent event) {
    var fault = event.getThrowableProxy();
    return event.getFormattedMessage() + (fault == null ? "" : ThrowableProxyUtil.asString(fault));
  }
}
