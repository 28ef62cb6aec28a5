package com.unifiedbx.pbx.voicemail.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.voicemail.mail.*`: the mail server that takes our notices.
///
/// @param host of the server; without one no notice is queued
/// @param port of the server; 587 is the usual one for mail that is handed in
/// @param security `starttls` (demanded, not only offered), `tls` from the first byte (port 465),
///   or `none`
/// @param user to sign in with; without one we don't sign in
/// @param password of the user; never logged
/// @param from the sender's address
/// @param timeout for connecting and for each answer of the server
/// @param firstPause after a first failure; each further one doubles it
/// @param longestPause between two attempts
/// @param giveUpAfter how long a notice may wait before it is dropped, with a line in the log
@ConfigurationProperties("pbx.voicemail.mail")
record MailProperties(
    @Nullable String host,
    @DefaultValue("587") int port,
    @DefaultValue("starttls") Security security,
    @Nullable String user,
    @Nullable String password,
    @DefaultValue("unifiedbx@localhost") String from,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("10s") Duration firstPause,
    @DefaultValue("30m") Duration longestPause,
    @DefaultValue("3d") Duration giveUpAfter) {

  enum Security {
    NONE,
    STARTTLS,
    TLS
  }

  @Override
  public String toString() {
    return "MailProperties[" + host + ':' + port + ' ' + security + ']';
  }
}
