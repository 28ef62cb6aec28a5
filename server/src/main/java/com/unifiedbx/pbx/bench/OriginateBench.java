package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.OriginateLoad.Sample;
import com.unifiedbx.pbx.bench.OriginateLoad.Way;
import com.unifiedbx.pbx.bench.exchange.Answerers;
import com.unifiedbx.pbx.bench.exchange.RawAmi;
import com.unifiedbx.pbx.bench.exchange.Registration;
import com.unifiedbx.pbx.bench.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// `bench originate`: calls to phones on a real Asterisk, asked for by the bare manager interface
/// and by the API in one run: how much later the phone is dialled, what each can do at most, and
/// what is left of that at three times too many.
///
/// The API is away while the manager interface is measured, for it would follow those calls, too.
final class OriginateBench {

  private static final String EXTENSIONS = "/admin/api/api/extensions";
  private static final String CALLS = "/admin/api/api/calls/";
  private static final String BODY = "{\"channel\":\"%s\",\"application\":\"Wait\",\"data\":\"1\"}";
  private static final int PHONES = 50;

  /// Two for each call that stands.
  private static final int RTP_PORTS = 8_000;

  private static final int FIRST = 2001;

  /// Rates at which latency is compared.
  private static final List<Integer> RATES = List.of(1, 50, 200);

  /// Rates at which the peak is looked for.
  private static final List<Integer> LADDER = List.of(100, 150, 200, 250, 300, 400, 500, 600);

  private static final int FEWEST = 20;
  private static final int WARMING = 6_000;

  /// Of the API's clients together.
  private static final int CONNECTIONS = 500;

  private final int seconds;
  private final List<List<Object>> rows = new ArrayList<>();

  /// @param seconds how long each load lasts, at least
  OriginateBench(int seconds) {
    this.seconds = Math.max(5, seconds);
  }

  Report run() throws IOException, InterruptedException {
    if (!Scratch.hasAsterisk()) {
      throw new BenchException("No Asterisk: ./unifiedbx bench originate provides one.");
    }
    try (var scratch = Scratch.forCalls(RTP_PORTS);
        var phones = Answerers.start(scratch.directory().root())) {
      var endpoints = new ArrayList<String>();
      String token;
      try (var server = Server.start(scratch)) {
        var target = Target.of(scratch);
        token =
            target.token(Server.createApplication(scratch, "bench", "extension:write,call:write"));
        for (var number = FIRST; number < FIRST + PHONES; number++) {
          register(target, token, number, scratch.sipPort(), phones.port());
          endpoints.add("PJSIP/" + number);
        }
        server.kill();
      }
      try (var ami = RawAmi.login(scratch.amiPort(), scratch.directory().secret("ami").value())) {
        var load = new OriginateLoad(ami, endpoints);
        measure("AMI", load, raw(ami), null);
        try (var _ = Server.start(scratch)) {
          try (var api = new Api(Target.of(scratch), token)) {
            measure("API", load, api, api);
          }
        }
      }
    }
    return report();
  }

  private static void register(
      Target target, String token, int number, int sipPort, int contactPort) throws IOException {
    var body = "{\"extension\":\"%d\",\"name\":\"Phone\",\"profile\":\"lan\"}".formatted(number);
    try (var connection = target.connect()) {
      var answer = Target.JSON.readTree(connection.ask(target.post(EXTENSIONS, token, body)));
      var secret = answer.get("secret").asString();
      new Registration(sipPort, String.valueOf(number), secret, contactPort, 3600).run();
    }
  }

  private static Way raw(RawAmi ami) {
    return endpoint -> {
      var id = UUID.randomUUID().toString();
      ami.originate(id, endpoint);
      return id;
    };
  }

  private void measure(String name, OriginateLoad load, Way way, @Nullable Api api)
      throws IOException {
    System.out.println(name + ": warming");
    load.run(way, 150, WARMING / 150);
    for (var rate : RATES) {
      add(name, load.run(way, rate, Math.max(seconds, FEWEST / rate)), api);
    }
    var peak = 0.0;
    for (var rate : LADDER) {
      var sample = load.run(way, rate, seconds);
      add(name + ", peak?", sample, api);
      peak = Math.max(peak, sample.good());
      if (sample.good() < 0.8 * rate) {
        break;
      }
    }
    var overload = load.run(way, (int) (3 * peak), 2 * seconds);
    add(name + ", 3 x %.0f".formatted(peak), overload, api);
  }

  private void add(String name, Sample sample, @Nullable Api api) throws IOException {
    var row =
        List.<Object>of(
            name,
            sample.offered(),
            sample.asked(),
            sample.accepted().size(),
            sample.good(),
            sample.reply().median(),
            sample.dial().median(),
            sample.dial().at(0.99),
            api == null ? "" : api.withoutVerdict(sample.accepted()));
    System.out.println(row);
    rows.add(row);
  }

  /// Calls by `POST /originate`, on connections that are kept: who finds none free waits, and that
  /// counts.
  private static final class Api implements Way, AutoCloseable {

    private final Target target;
    private final String token;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    Api(Target target, String token) throws IOException {
      this.target = target;
      this.token = token;
      while (idle.size() < CONNECTIONS) {
        idle.add(target.connect());
      }
    }

    @Override
    public @Nullable String place(String endpoint) throws IOException {
      var connection = take();
      var request = target.post("/admin/api/api/originate", token, BODY.formatted(endpoint));
      var status = connection.send(request);
      var id = status == 202 ? Target.JSON.readTree(connection.body()).get("id").asString() : null;
      idle.add(connection);
      return id;
    }

    private Connection take() throws IOException {
      try {
        return idle.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", e);
      }
    }

    /// How many of these calls have not come to an end that the API knows.
    long withoutVerdict(List<String> calls) throws IOException {
      var open = 0L;
      try (var connection = target.connect()) {
        for (var id : calls) {
          var call = Target.JSON.readTree(connection.ask(target.get(CALLS + id, token)));
          var status = call.get("status").asString();
          if (!List.of("completed", "failed", "canceled").contains(status)) {
            open++;
          }
        }
      }
      return open;
    }

    @Override
    public void close() throws IOException {
      for (var connection : idle) {
        connection.close();
      }
    }
  }

  private Report report() {
    return new Report(
        "originate",
        List.of(
            "way",
            "offered/s",
            "asked",
            "accepted",
            "answered/s",
            "reply p50 ms",
            "dial p50 ms",
            "dial p99 ms",
            "no verdict"),
        rows,
        List.of(
            "Calls to %d phones that answer at once and are kept for a second; all on this machine."
                .formatted(PHONES),
            "answered/s counts those that were answered within 3 s of being asked for. dial: from",
            "the request to Asterisk's DialBegin, seen by a login of its own. no verdict: accepted",
            "calls that the API has not ended. The API is away while AMI is measured."));
  }
}
