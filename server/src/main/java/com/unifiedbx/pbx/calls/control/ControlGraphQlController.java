package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.ratelimit.Originates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/// Commands to calls by GraphQL: the bodies of REST with the call's id, the same facade and
/// answers.
@Controller
class ControlGraphQlController {

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private final CallCommands commands;
  private final ObjectMapper json;

  ControlGraphQlController(CallCommands commands, ObjectMapper json) {
    this.commands = commands;
    this.json = json;
  }

  record Payload(
      @Nullable Map<String, Object> call,
      @Nullable Map<String, Object> parked,
      boolean status,
      String message,
      @Nullable String clientMutationId) {}

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload hangUpCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.HangUp.class,
        "Call has been hung up",
        (id, order) -> commands.hangUp(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  @Originates
  Payload transferCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Transfer.class,
        "Call is being transferred",
        (id, order) -> commands.transfer(id, order, Caller.current()));
  }

  @MutationMapping("completeCallTransfer")
  @RequiresScope(Scope.CALL_WRITE)
  Payload completeTransfer(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.None.class,
        "Transfer has been completed",
        (id, _) -> commands.completeTransfer(id, Caller.current()));
  }

  @MutationMapping("cancelCallTransfer")
  @RequiresScope(Scope.CALL_WRITE)
  Payload cancelTransfer(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.None.class,
        "Transfer has been cancelled",
        (id, _) -> commands.cancelTransfer(id, Caller.current()));
  }

  @MutationMapping("joinCallTransfer")
  @RequiresScope(Scope.CALL_WRITE)
  Payload joinTransfer(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.None.class,
        "All three talk",
        (id, _) -> commands.joinTransfer(id, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  @Originates
  Payload redirectCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Redirect.class,
        "Leg has been redirected",
        (id, order) -> commands.redirect(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  @Originates
  Payload addToConference(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Conference.class,
        "The number is being called into the conference",
        (id, order) -> commands.addToConference(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_SUPERVISE)
  @Originates
  Payload superviseCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Supervision.class,
        "Supervisor is being called",
        (id, order) -> commands.supervise(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload holdCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.OfLeg.class,
        "Call is on hold",
        (id, order) -> commands.hold(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload unholdCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.None.class,
        "Call has been taken back",
        (id, _) -> commands.unhold(id, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload muteCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.OfLeg.class,
        "Leg has been muted",
        (id, order) -> commands.mute(id, order, true, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload unmuteCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.OfLeg.class,
        "Leg is heard again",
        (id, order) -> commands.mute(id, order, false, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload sendDtmf(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Digits.class,
        "Keys have been pressed",
        (id, order) -> commands.press(id, order, Caller.current()));
  }

  @MutationMapping("playToCall")
  @RequiresScope(Scope.CALL_WRITE)
  Payload playCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Prompt.class,
        "Sound is being played",
        (id, order) -> commands.play(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload recordCall(@Argument Map<String, Object> input) {
    return order(
        input,
        Orders.Recording.class,
        "Recording has been changed",
        (id, order) -> commands.record(id, order, Caller.current()));
  }

  @MutationMapping
  @RequiresScope(Scope.CALL_WRITE)
  Payload parkCall(@Argument Map<String, Object> input) {
    var body = new LinkedHashMap<>(input);
    var id = String.valueOf(body.remove("id"));
    var mutation = (String) body.remove("clientMutationId");
    var order = json.convertValue(body, Orders.OfLeg.class);
    var space = commands.park(id, order, Caller.current());
    return new Payload(null, tree(space), true, "Call has been parked", mutation);
  }

  private <T> Payload order(
      Map<String, Object> input, Class<T> type, String done, BiFunction<String, T, Call> command) {
    var body = new LinkedHashMap<>(input);
    var id = String.valueOf(body.remove("id"));
    var mutation = (String) body.remove("clientMutationId");
    var call = command.apply(id, json.convertValue(body, type));
    return new Payload(tree(call), null, true, done, mutation);
  }

  private Map<String, Object> tree(Object value) {
    return json.convertValue(value, OBJECT);
  }
}
