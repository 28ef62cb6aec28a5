package com.unifiedbx.pbx.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.calls.idempotency.IdempotencyKey;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers.Answer;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers.Attempt;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.kernel.Rehearsed;
import com.unifiedbx.pbx.rest.Problems;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/// Answers a posted originate request in the form in which the answer is kept and replayed.
@Component
class OriginateRequests {

  private static final int MAX_KEY = 255;

  /// The status of a `dryRun`'s answer, and of no other.
  private static final int REHEARSED = 200;

  private final Calls calls;
  private final IdempotentAnswers answers;
  private final OriginateParser parser;
  private final Problems problems;
  private final ObjectMapper json;
  private final ApplicationEventPublisher events;

  OriginateRequests(
      Calls calls,
      IdempotentAnswers answers,
      CallsProperties properties,
      Problems problems,
      ObjectMapper json,
      ApplicationEventPublisher events) {
    this.calls = calls;
    this.answers = answers;
    this.parser = new OriginateParser(properties);
    this.problems = problems;
    this.json = json;
    this.events = events;
  }

  /// @throws RefusedException when the request is refused and there is no key to keep that under,
  ///   or the refusal is not to be kept
  Answer answer(byte[] body, @Nullable String key, Caller by) {
    var answer = answered(new OriginateAttempt(calls.newId(), body, by), body, key, by);
    if (answer.status() == REHEARSED) {
      events.publishEvent(new Rehearsed());
    }
    return answer;
  }

  private Answer answered(OriginateAttempt attempt, byte[] body, @Nullable String key, Caller by) {
    if (key == null) {
      return attempt.make();
    }
    if (key.isBlank()) {
      throw Refusal.badValue("Idempotency-Key", "Idempotency-Key is empty.").asException();
    }
    PlainText.check("Idempotency-Key", key, MAX_KEY);
    return answers.once(new IdempotencyKey(by.applicationId(), key), sha256(body), attempt);
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private final class OriginateAttempt implements Attempt {

    private final String callId;
    private final byte[] body;
    private final Caller by;

    OriginateAttempt(String callId, byte[] body, Caller by) {
      this.callId = callId;
      this.body = body;
      this.by = by;
    }

    @Override
    public String callId() {
      return callId;
    }

    Answer make() {
      var request = parser.parse(body);
      if (request.dryRun()) {
        return written(REHEARSED, calls.rehearse(request, by), callId);
      }
      return written(202, calls.originate(callId, request, by), callId);
    }

    @Override
    public Answer run() {
      try {
        return make();
      } catch (RefusedException refused) {
        var refusal = refused.refusal();
        var status = Problems.status(refusal.kind()).value();
        var answer = written(status, problems.body(refusal), callId);
        if (answer.isFinal()) {
          return answer;
        }
        throw refused;
      }
    }

    @Override
    public @Nullable Answer resume(String madeId) {
      var call = calls.find(madeId);
      return call == null ? null : written(202, call, madeId).again();
    }

    private Answer written(int status, Object value, String id) {
      return new Answer(status, new String(json.writeValueAsBytes(value), UTF_8), id, false);
    }
  }
}
