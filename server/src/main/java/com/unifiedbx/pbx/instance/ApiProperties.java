package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.tls.PemPair;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the application is told about the instance that it serves.
final class ApiProperties {

  private ApiProperties() {}

  static Map<String, Object> of(Instance instance, PemPair tls) {
    var options = instance.options();
    var directory = instance.directory();
    var database = instance.database();
    var properties = new LinkedHashMap<String, Object>(options.properties());
    properties.put("server.address", options.network().bind());
    properties.put("server.port", options.network().httpsPort());
    properties.put("server.ssl.bundle", "pbx");
    var store = "spring.ssl.bundle.pem.pbx.keystore.";
    properties.put(store + "certificate", "file:" + tls.certificate());
    properties.put(store + "private-key", "file:" + tls.key());
    tls(properties);
    properties.put("pbx.proxy.trusted", options.trustedProxies());
    var url = database.jdbcUrl();
    properties.put(
        "spring.datasource.url", url + (url.contains("?") ? "&" : "?") + "currentSchema=pbx");
    properties.put("spring.datasource.username", database.application().user());
    properties.put("spring.datasource.password", database.application().password().value());
    properties.put("pbx.instance.directory", directory.root().toString());
    properties.put("pbx.applications.pepper", directory.secret("pepper").value());
    properties.put("pbx.audit.key", directory.secret("audit-key").value());
    properties.put("pbx.audit.head", directory.auditHead().toString());
    properties.put("pbx.cdr.exports.directory", directory.exports().toString());
    properties.put("pbx.cdr.exports.key", directory.secret("export-key").value());
    properties.put("pbx.demo", options.demo());
    asterisk(properties, instance);
    return properties;
  }

  /// Only what has forward secrecy and authenticated encryption (RFC 9325); a certificate that is
  /// replaced on disk is used a second later, without a restart.
  private static void tls(Map<String, Object> properties) {
    var bundle = "spring.ssl.bundle.pem.pbx.";
    properties.put(bundle + "reload-on-update", true);
    // Certificate and key are two files: between the one and the other they do not belong together.
    properties.put(bundle + "keystore.verify-keys", true);
    properties.put("spring.ssl.bundle.watch.file.quiet-period", "1s");
    properties.put(bundle + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
    properties.put(
        bundle + "options.ciphers",
        String.join(
            ",",
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));
  }

  private static void asterisk(Map<String, Object> properties, Instance instance) {
    var ami = instance.ami();
    properties.put("pbx.asterisk.host", ami.host());
    properties.put("pbx.asterisk.port", ami.port());
    properties.put("pbx.asterisk.user", ami.user());
    properties.put("pbx.asterisk.secret", ami.secret().value());
    properties.put("pbx.asterisk.database-role", instance.database().asterisk().user());
    if (instance.options().external() == null) {
      var directory = instance.directory();
      properties.put("pbx.cdr.journal", directory.cdrJournal().toString());
      properties.put("pbx.cdr.recordings", directory.recordings().toString());
      properties.put("pbx.asterisk.spool", directory.asterisk().resolve("spool").toString());
    }
  }
}
