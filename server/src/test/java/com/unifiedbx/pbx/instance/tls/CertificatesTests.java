package com.unifiedbx.pbx.instance.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTests {

  private final DataDirectory directory;
  private final Certificates certificates;

  CertificatesTests(@TempDir Path temp) {
    directory = DataDirectory.open(temp);
    certificates = new Certificates(directory, Clock.systemUTC());
  }

  @Test
  void aSelfSignedPairServesTheAddressAndIsKept() throws IOException {
    var pair = certificates.selfSigned("127.0.0.9");
    var certificate = pair.check().getFirst();
    assertThat(certificate)
        .extracting(c -> names(c))
        .asString()
        .contains("127.0.0.9", "127.0.0.1", "0:0:0:0:0:0:0:1", "localhost");
    assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(Files.getPosixFilePermissions(pair.key())).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(certificates.selfSigned("127.0.0.9").check().getFirst()).isEqualTo(certificate);
    assertThat(certificates.selfSigned("127.0.0.8").check().getFirst()).isNotEqualTo(certificate);
  }

  @Test
  void inItsLastMonthItIsMadeAnew() {
    var old = certificates.selfSigned("127.0.0.1").check().getFirst();
    var early = Clock.offset(Clock.systemUTC(), Duration.ofDays(699));
    assertThat(new Certificates(directory, early).selfSigned("127.0.0.1").check().getFirst())
        .isEqualTo(old);
    var late = Clock.offset(Clock.systemUTC(), Duration.ofDays(701));
    assertThat(new Certificates(directory, late).selfSigned("127.0.0.1").check().getFirst())
        .isNotEqualTo(old);
  }

  @Test
  void aPairOfTheUserIsChecked() throws IOException {
    var pair = certificates.selfSigned("127.0.0.1");
    var mine = Files.copy(pair.key(), directory.root().resolve("mine.pem"));
    PrivateFiles.delete(pair.key());
    var other = certificates.selfSigned("127.0.0.1");
    refused(new PemPair(other.certificate(), mine), "does not belong");
    refused(new PemPair(directory.root().resolve("none"), mine), "Can't read the certificate");
    refused(new PemPair(mine, mine), "no PEM certificate");
    refused(new PemPair(other.certificate(), other.certificate()), "openssl pkcs8");
  }

  private static void refused(PemPair pair, String sentence) {
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(pair::check)
        .withMessageContaining(sentence);
  }

  private static String names(java.security.cert.X509Certificate certificate) {
    try {
      return String.valueOf(certificate.getSubjectAlternativeNames());
    } catch (java.security.cert.CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
  }
}
