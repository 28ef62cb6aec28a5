package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.NewApplication;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The rarer half of an application's form, kept as it was typed; an empty text asks for nothing.
///
/// @param expires as a browser writes a date and time, in UTC: `2027-01-31T12:00`
/// @param tokenLifetime in seconds
/// @param rate requests a second
/// @param burst requests at once; empty for twice the rate
/// @param extensions patterns of extensions, separated by blanks or commas
/// @param destinations beginnings of numbers, likewise
record TermsForm(
    String expires,
    String tokenLifetime,
    String rate,
    String burst,
    String extensions,
    String destinations,
    String perMinute,
    String perDay,
    boolean freepbxErrors) {

  static final TermsForm DEFAULT = of(null, NewApplication.TOKEN_LIFETIME, Terms.DEFAULT);

  static TermsForm of(MultiValueMap<String, String> form) {
    return new TermsForm(
        ApplicationForm.text(form, "expires"),
        ApplicationForm.text(form, "tokenLifetime"),
        ApplicationForm.text(form, "rate"),
        ApplicationForm.text(form, "burst"),
        ApplicationForm.text(form, "extensions"),
        ApplicationForm.text(form, "destinations"),
        ApplicationForm.text(form, "perMinute"),
        ApplicationForm.text(form, "perDay"),
        form.containsKey("freepbxErrors"));
  }

  static TermsForm of(Application now) {
    return of(now.expiresAt(), now.tokenLifetime(), now.terms());
  }

  private static TermsForm of(@Nullable Instant expires, Duration lifetime, Terms terms) {
    var rate = terms.rate();
    var fence = terms.fence();
    return new TermsForm(
        expires == null
            ? ""
            : LocalDateTime.ofInstant(expires, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString(),
        Long.toString(lifetime.toSeconds()),
        rate == null ? "" : Integer.toString(rate.perSecond()),
        rate == null ? "" : Integer.toString(rate.burst()),
        String.join(" ", fence.extensions()),
        String.join(" ", fence.destinations()),
        text(fence.callsPerMinute()),
        text(fence.callsPerDay()),
        terms.freepbxErrors());
  }

  @Nullable Instant expiresAt() {
    try {
      return expires.isBlank()
          ? null
          : LocalDateTime.parse(expires.strip()).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw Refusal.badValue("expires", "Write date and time as 2027-01-31T12:00, in UTC.")
          .asException();
    }
  }

  Duration lifetime() {
    var seconds = number("tokenLifetime", tokenLifetime);
    return seconds == null ? NewApplication.TOKEN_LIFETIME : Duration.ofSeconds(seconds);
  }

  Terms terms() {
    var perSecond = number("rateLimit", rate);
    var most = number("rateLimit", burst);
    return new Terms(
        freepbxErrors,
        new Fence(
            AddressLine.entries(extensions),
            AddressLine.entries(destinations),
            number("fence", perMinute),
            number("fence", perDay)),
        perSecond == null ? null : RateClass.parse(perSecond + "/s", most));
  }

  /// Whether nothing but the usual is asked for.
  public boolean isUsual() {
    return equals(DEFAULT);
  }

  /// The lifetimes that the form offers, in seconds: the one it has among them.
  public List<String> lifetimes() {
    var usual = List.of("300", "900", "3600", "28800", "86400");
    return usual.contains(tokenLifetime)
        ? usual
        : Stream.concat(Stream.of(tokenLifetime), usual.stream()).toList();
  }

  private static @Nullable Integer number(String field, String text) {
    if (text.isBlank()) {
      return null;
    }
    if (!text.strip().matches("[0-9]{1,7}")) {
      throw Refusal.badValue(field, "'" + shown(text) + "' is no number.").asException();
    }
    return Integer.valueOf(text.strip());
  }

  private static String shown(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "…" : text;
  }

  private static String text(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }
}
