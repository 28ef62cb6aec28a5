package com.unifiedbx.pbx.instance;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.unifiedbx.pbx.instance.tls.PemPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands with an API that knows only how to be healthy: what a test starts as a process.
@Command(name = "test")
final class TestMain {

  private TestMain() {}

  public static void main(String[] arguments) {
    if (arguments[0].equals(UpCommand.SERVE)) {
      System.exit(UpCommand.serve(TestMain::serve));
    }
    var line =
        new CommandLine(new TestMain())
            .addSubcommand(new UpCommand(TestMain::serve))
            .addSubcommand(new DownCommand())
            .addSubcommand(new StatusCommand())
            .setExecutionExceptionHandler(new CommandErrors());
    System.exit(line.execute(arguments));
  }

  private static ApiServer serve(Map<String, Object> properties, Instance instance) {
    var address = String.valueOf(properties.get("server.address"));
    var port = Integer.parseInt(String.valueOf(properties.get("server.port")));
    try {
      var server = HttpsServer.create(new InetSocketAddress(address, port), 10);
      server.setHttpsConfigurator(new HttpsConfigurator(context(properties)));
      server.createContext(
          "/admin/api/api/health",
          exchange -> {
            var allRun = instance.processes().stream().allMatch(ProcessState::isRunning);
            exchange.sendResponseHeaders(allRun ? 200 : 503, -1);
            exchange.close();
          });
      server.start();
      instance.announce("  Test      announced");
      return () -> server.stop(0);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(Map<String, Object> properties)
      throws GeneralSecurityException, IOException {
    var prefix = "spring.ssl.bundle.pem.pbx.keystore.";
    var certificate = Path.of(file(properties, prefix + "certificate"));
    var key = Path.of(file(properties, prefix + "private-key"));
    var chain = new PemPair(certificate, key).check();
    var text = java.nio.file.Files.readString(key);
    var encoded = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var privateKey = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    store.setKeyEntry("pbx", privateKey, new char[0], chain.toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static String file(Map<String, Object> properties, String key) {
    return String.valueOf(properties.get(key)).replaceFirst("^file:", "");
  }
}
