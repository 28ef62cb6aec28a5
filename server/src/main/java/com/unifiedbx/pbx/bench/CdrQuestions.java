package com.unifiedbx.pbx.bench;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is asked about call records: pages, counts and statistics, each time about another number.
final class CdrQuestions {

  private static final String CDR = "/admin/api/api/cdr";

  private final Target target;
  private final String token;
  private final CallHistory history;
  private final AtomicInteger number = new AtomicInteger();

  CdrQuestions(Target target, String token, CallHistory history) {
    this.target = target;
    this.token = token;
    this.history = history;
  }

  /// A question, put a little differently each time.
  record Kind(String name, Supplier<byte[]> requests) {}

  List<Kind> all() {
    return Stream.of(pages(), counts(), statistics()).flatMap(List::stream).toList();
  }

  private List<Kind> pages() {
    return List.of(
        kind("newest page", () -> ""),
        kind("page of an extension", () -> "?extension=" + extension()),
        kind(
            "page of an extension, inbound, unanswered",
            () -> "?extension=" + extension() + "&direction=inbound&disposition=no_answer"),
        kind(
            "page of calls to a prefix, 5 minutes and more",
            () -> "?dstPrefix=%2B4930" + (1 + number.getAndIncrement() % 9) + "&minDuration=300"),
        kind("page of a number's end", () -> "?srcSuffix=0" + extension()),
        kind("page of conversations", () -> "/calls"));
  }

  private List<Kind> counts() {
    var from = history.lastMonth(3).plus(7, ChronoUnit.HOURS);
    return List.of(
        kind("count of nine months", () -> "?limit=1&from=" + history.months(9)),
        kind(
            "count of an extension, six days",
            () ->
                "?limit=1&extension=%d&from=%s&to=%s"
                    .formatted(extension(), from, history.lastMonth(9))));
  }

  private List<Kind> statistics() {
    var day = "from=" + history.lastMonth(12) + "&to=" + history.lastMonth(13);
    return List.of(
        kind("statistics of a day by hour", () -> "/statistics?groupBy=hour&" + day),
        kind(
            "statistics of an extension's day",
            () -> "/statistics?extension=" + extension() + "&" + day),
        kind(
            "statistics of a year by month",
            () -> "/statistics?groupBy=month&from=" + history.months(CallHistory.MONTHS)));
  }

  private Kind kind(String name, Supplier<String> query) {
    return new Kind(name, () -> target.get(CDR + query.get(), token));
  }

  private int extension() {
    return CallHistory.FIRST_EXTENSION + number.getAndAdd(7) % CallHistory.EXTENSIONS;
  }
}
