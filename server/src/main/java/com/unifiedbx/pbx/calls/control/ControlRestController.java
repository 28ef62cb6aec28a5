package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.ratelimit.Originates;
import com.unifiedbx.pbx.rest.Described;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Commands to calls over REST.
@RestController
@RequestMapping("/admin/api/api/calls/{id}")
class ControlRestController {

  private final CallCommands commands;

  ControlRestController(CallCommands commands) {
    this.commands = commands;
  }

  @PostMapping("/hangup")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Ends the call.")
  Call hangUp(
      @PathVariable String id, @RequestBody(required = false) Orders.@Nullable HangUp order) {
    return commands.hangUp(id, order, Caller.current());
  }

  @PostMapping("/transfer")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Sends the other party to another number, at once or after asking there.")
  @Originates
  Call transfer(@PathVariable String id, @RequestBody Orders.Transfer order) {
    return commands.transfer(id, order, Caller.current());
  }

  @PostMapping("/transfer/complete")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins the one who waits with the one who was asked.")
  Call completeTransfer(@PathVariable String id) {
    return commands.completeTransfer(id, Caller.current());
  }

  @PostMapping("/transfer/cancel")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins those who talked before the transfer began.")
  Call cancelTransfer(@PathVariable String id) {
    return commands.cancelTransfer(id, Caller.current());
  }

  @PostMapping("/transfer/join")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins all three of an attended transfer.")
  Call joinTransfer(@PathVariable String id) {
    return commands.joinTransfer(id, Caller.current());
  }

  @PostMapping("/redirect")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Takes one leg out of whatever it does and sends it to a number.")
  @Originates
  Call redirect(@PathVariable String id, @RequestBody Orders.Redirect order) {
    return commands.redirect(id, order, Caller.current());
  }

  @PostMapping("/conference")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Makes a conference of the call and calls a number into it.")
  @Originates
  Call addToConference(@PathVariable String id, @RequestBody Orders.Conference order) {
    return commands.addToConference(id, order, Caller.current());
  }

  @PostMapping("/supervise")
  @RequiresScope(Scope.CALL_SUPERVISE)
  @Originates
  @Described("Has a phone listen to the call, whisper to one leg of it or talk with both.")
  ResponseEntity<Call> supervise(@PathVariable String id, @RequestBody Orders.Supervision order) {
    var supervisor = commands.supervise(id, order, Caller.current());
    var location = URI.create("/admin/api/api/calls/" + supervisor.id());
    return ResponseEntity.accepted().location(location).body(supervisor);
  }

  @PostMapping("/hold")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Parts the two who talk; one hears music.")
  Call hold(@PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return commands.hold(id, order, Caller.current());
  }

  @PostMapping("/unhold")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins the two again.")
  Call unhold(@PathVariable String id) {
    return commands.unhold(id, Caller.current());
  }

  @PostMapping("/mute")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Nobody hears that leg any more.")
  Call mute(@PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return commands.mute(id, order, true, Caller.current());
  }

  @PostMapping("/unmute")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("That leg is heard again.")
  Call unmute(
      @PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return commands.mute(id, order, false, Caller.current());
  }

  @PostMapping("/dtmf")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("As if the leg's phone had pressed those keys.")
  Call sendDtmf(@PathVariable String id, @RequestBody Orders.Digits order) {
    return commands.press(id, order, Caller.current());
  }

  @PostMapping("/play")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Plays a sound to a leg, or to both, over what is said.")
  Call play(@PathVariable String id, @RequestBody Orders.Prompt order) {
    return commands.play(id, order, Caller.current());
  }

  @PostMapping("/record")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Starts, stops, pauses or resumes a recording.")
  Call record(@PathVariable String id, @RequestBody Orders.Recording order) {
    return commands.record(id, order, Caller.current());
  }

  @PostMapping("/park")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Puts the other party into a parking space, which can be dialled from a phone.")
  CallMarks.Parked park(
      @PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return commands.park(id, order, Caller.current());
  }
}
