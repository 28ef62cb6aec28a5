package com.unifiedbx.pbx.instance.tls;

import com.unifiedbx.pbx.instance.InstanceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/// Two PEM files: a certificate (its chain may follow) and the PKCS#8 key that belongs to it.
public record PemPair(Path certificate, Path key) {

  /// Reads both and proves that they belong together; otherwise one sentence says what is wrong.
  public List<X509Certificate> check() {
    var chain = certificates();
    var signing = privateKey(chain.getFirst().getPublicKey().getAlgorithm());
    try {
      if (!match(signing, chain.getFirst())) {
        throw new InstanceException(
            "The key " + key + " does not belong to the certificate " + certificate + ".");
      }
    } catch (GeneralSecurityException e) {
      throw new InstanceException("The key " + key + " can't be used: " + e.getMessage(), e);
    }
    return chain;
  }

  public List<X509Certificate> certificates() {
    var chain = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : Pem.blocks(read(certificate, "certificate"))) {
        if (block.type().equals("CERTIFICATE")) {
          var stream = new ByteArrayInputStream(block.content());
          chain.add((X509Certificate) factory.generateCertificate(stream));
        }
      }
    } catch (CertificateException e) {
      throw new InstanceException("The certificate " + certificate + " is damaged.", e);
    }
    if (chain.isEmpty()) {
      throw new InstanceException("There is no PEM certificate in " + certificate + ".");
    }
    return chain;
  }

  private PrivateKey privateKey(String algorithm) {
    var block =
        Pem.blocks(read(key, "key")).stream()
            .filter(b -> b.type().equals("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() ->
                new InstanceException(
                    "There is no unencrypted PKCS#8 key (BEGIN PRIVATE KEY) in "
                        + key
                        + "; `openssl pkcs8 -topk8 -nodes` makes one of other forms."));
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(block.content()));
    } catch (GeneralSecurityException e) {
      throw new InstanceException(
          "The key "
              + key
              + " is no "
              + algorithm
              + " key, as the certificate "
              + certificate
              + " needs.",
          e);
    }
  }

  private static boolean match(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    var name =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    var probe = new byte[] {1, 2, 3};
    var signer = Signature.getInstance(name);
    signer.initSign(key);
    signer.update(probe);
    var signature = signer.sign();
    signer.initVerify(certificate.getPublicKey());
    signer.update(probe);
    return signer.verify(signature);
  }

  private static String read(Path file, String what) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InstanceException("Can't read the " + what + " " + file + ".", e);
    }
  }
}
