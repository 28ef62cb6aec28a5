package com.unifiedbx.pbx.instance.tls;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The certificate of the HTTPS port: the user's own, or a self-signed one in DIR/tls that is made
/// on first use, lasts two years and is made anew in its last 30 days or when `--bind` has changed.
public final class Certificates {

  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final String DAYS = "730";

  private final DataDirectory directory;
  private final Clock clock;

  public Certificates(DataDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /// The self-signed pair for this address, made if there is none that serves.
  public PemPair selfSigned(String bind) {
    var pair = new PemPair(directory.tls().resolve("cert.pem"), directory.tls().resolve("key.pem"));
    if (!Files.exists(pair.certificate()) || !Files.exists(pair.key()) || isStale(pair, bind)) {
      make(pair, names(bind));
    }
    return pair;
  }

  private boolean isStale(PemPair pair, String bind) {
    var certificate = pair.certificates().getFirst();
    Instant end = certificate.getNotAfter().toInstant();
    return end.minus(RENEW_BEFORE).isBefore(clock.instant()) || !covers(certificate, bind);
  }

  private static boolean covers(X509Certificate certificate, String bind) {
    try {
      var found = certificate.getSubjectAlternativeNames();
      return Addresses.isWildcard(bind)
          || (found != null
              && found.stream().anyMatch(n -> Addresses.same(String.valueOf(n.get(1)), bind)));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static Set<String> names(String bind) {
    var names = new LinkedHashSet<String>();
    if (!Addresses.isWildcard(bind)) {
      names.add("ip:" + bind);
    }
    names.addAll(List.of("ip:127.0.0.1", "ip:::1", "dns:localhost"));
    var host = PrivateFiles.read(Path.of("/proc/sys/kernel/hostname"));
    if (host != null && host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
      names.add("dns:" + host);
    }
    return names;
  }

  private void make(PemPair pair, Set<String> names) {
    PrivateFiles.directory(directory.tls());
    var store = directory.tls().resolve("new.p12");
    PrivateFiles.delete(store);
    var password = directory.secret("tls-store");
    generate(store, names);
    try (var stream = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(stream, password.value().toCharArray());
      Certificate certificate = keys.getCertificate("pbx");
      var key = keys.getKey("pbx", password.value().toCharArray());
      // Whatever interrupts this, no certificate stays beside a key of another.
      PrivateFiles.delete(pair.certificate());
      PrivateFiles.write(pair.key(), Pem.text("PRIVATE KEY", key.getEncoded()));
      PrivateFiles.write(pair.certificate(), Pem.text("CERTIFICATE", certificate.getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new InstanceException("The new certificate can't be read: " + e.getMessage(), e);
    } finally {
      PrivateFiles.delete(store);
      PrivateFiles.delete(directory.secretFile("tls-store"));
    }
  }

  private void generate(Path store, Set<String> names) {
    var outcome =
        Programs.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "pbx",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                DAYS,
                "-dname",
                "CN=UnifiedBX PBX API",
                "-ext",
                "san=" + String.join(",", names),
                "-ext",
                "eku=serverAuth",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:file",
                directory.secretFile("tls-store").toString()),
            Duration.ofSeconds(60));
    if (!outcome.ok()) {
      throw new InstanceException("The JDK's keytool made no certificate: " + outcome.reason());
    }
  }
}
