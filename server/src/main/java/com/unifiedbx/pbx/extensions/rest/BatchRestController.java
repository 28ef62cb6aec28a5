package com.unifiedbx.pbx.extensions.rest;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.AddOutcome;
import com.unifiedbx.pbx.extensions.ExtensionBody;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.Extensions.Manner;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.WantedExtension;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Many extensions at once, each with its own answer.
@RestController
@RequestMapping("/admin/api/api")
class BatchRestController {

  private static final int MOST = 1_000;

  private final Extensions extensions;
  private final ExtensionJson json;
  private final Problems problems;

  BatchRestController(Extensions extensions, ExtensionJson json, Problems problems) {
    this.extensions = extensions;
    this.json = json;
    this.problems = problems;
  }

  /// What an item became: an extension to make, or why it can't be.
  private record Parsed(@Nullable WantedExtension wanted, @Nullable Refusal refusal) {}

  /// Makes a list of extensions; `atomic` makes all or none, `dryRun` none.
  @Described("Makes up to 1,000 extensions; answers for each.")
  @PostMapping("/extensions:batch")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Map<String, Object>> batch(
      @RequestBody JsonNode body,
      @RequestParam(defaultValue = "false") boolean atomic,
      @RequestParam(defaultValue = "false") boolean dryRun) {
    return made(items(body).stream().map(this::parse).toList(), manner(atomic, dryRun));
  }

  /// Makes extensions from a number on: the body is an extension without a number, with `count` and
  /// `start`; `{n}` in its name is the number.
  @Described("Makes extensions with consecutive numbers.")
  @PostMapping("/extensions:range")
  @RequiresScope(Scope.EXTENSION_WRITE)
  ResponseEntity<Map<String, Object>> range(
      @RequestBody JsonNode body,
      @RequestParam(defaultValue = "false") boolean atomic,
      @RequestParam(defaultValue = "false") boolean dryRun) {
    var model = ExtensionJson.object(body).deepCopy();
    var start = new ExtensionNumber(text(model.remove("start"), "start"));
    var count = count(model.remove("count"));
    var first = Integer.parseInt(start.digits());
    var name = model.get("name");
    var items = new ArrayList<Parsed>();
    for (var number = first; number < first + count; number++) {
      var item = model.deepCopy().put("extension", String.valueOf(number));
      if (name != null && name.isString()) {
        item.put("name", name.stringValue().replace("{n}", String.valueOf(number)));
      }
      items.add(parse(item));
    }
    return made(items, manner(atomic, dryRun));
  }

  /// Numbers that nobody has.
  @Described("Tells free numbers.")
  @GetMapping("/extensions:next")
  @RequiresScope(Scope.EXTENSION_READ)
  Map<String, Object> next(
      @RequestParam(defaultValue = "1000") String from,
      @RequestParam(defaultValue = "1") int count) {
    if (count < 1 || count > MOST) {
      throw Refusal.badValue("count", "count is between 1 and " + MOST + ".").asException();
    }
    var parsed = ExtensionNumber.parse(from);
    if (parsed == null) {
      throw Refusal.badValue("from", "from is a number of 2 to 8 digits, the first not 0.")
          .asException();
    }
    var free = extensions.free(parsed, count);
    if (free.isEmpty()) {
      throw Refusal.conflict("no_free_number", "No number of as many digits is free from there on.")
          .asException();
    }
    return Map.of("extension", free.getFirst(), "extensions", free);
  }

  private static Manner manner(boolean atomic, boolean dryRun) {
    return dryRun ? Manner.DRY_RUN : atomic ? Manner.ALL_OR_NONE : Manner.EACH;
  }

  private Parsed parse(JsonNode item) {
    try {
      NewExtension made = json.made(item);
      Caller.current().fence().demandExtension("extension", made.number().digits());
      return new Parsed(new WantedExtension(made, null), null);
    } catch (RefusedException e) {
      return new Parsed(null, e.refusal());
    }
  }

  private ResponseEntity<Map<String, Object>> made(List<Parsed> parsed, Manner manner) {
    var isReadable = parsed.stream().allMatch(item -> item.refusal() == null);
    // All or none: with one that can't be read the rest is only looked at.
    var meant = manner == Manner.ALL_OR_NONE && !isReadable ? Manner.DRY_RUN : manner;
    var wanted = parsed.stream().map(Parsed::wanted).filter(Objects::nonNull).toList();
    var outcomes = wanted.isEmpty() ? List.<AddOutcome>of() : extensions.addAll(wanted, meant);
    var isWhole = isReadable && outcomes.stream().allMatch(AddOutcome.Added.class::isInstance);
    var isKept = meant == Manner.EACH || (meant == Manner.ALL_OR_NONE && isWhole);
    var items = new ArrayList<Map<String, Object>>();
    var next = outcomes.iterator();
    for (var index = 0; index < parsed.size(); index++) {
      var refusal = parsed.get(index).refusal();
      var outcome = refusal == null ? next.next() : new AddOutcome.Refused(refusal);
      items.add(item(index, outcome, isKept, manner == Manner.ALL_OR_NONE && !isWhole));
    }
    return answer(items, isWhole || anyMade(outcomes, manner));
  }

  private static boolean anyMade(List<AddOutcome> outcomes, Manner manner) {
    return manner != Manner.ALL_OR_NONE
        && outcomes.stream().anyMatch(AddOutcome.Added.class::isInstance);
  }

  private Map<String, Object> item(
      int index, AddOutcome outcome, boolean isKept, boolean isUndone) {
    var item = new LinkedHashMap<String, Object>();
    item.put("index", index);
    switch (outcome) {
      case AddOutcome.Added(var extension, var secret) -> {
        if (isUndone) {
          var refusal = Refusal.conflict("not_made", "Another item was refused, so none was made.");
          item.put("status", Problems.status(refusal.kind()).value());
          item.put("error", problems.body(refusal));
        } else {
          item.put("status", isKept ? 201 : 200);
          item.put("extension", ExtensionBody.of(extension, isKept ? secret : null));
        }
      }
      case AddOutcome.Refused(var refusal) -> {
        item.put("status", Problems.status(refusal.kind()).value());
        item.put("error", problems.body(refusal));
      }
    }
    return item;
  }

  /// 200, or 422 when nothing at all was made; the items say why.
  private ResponseEntity<Map<String, Object>> answer(
      List<Map<String, Object>> items, boolean isSuccess) {
    var body = new LinkedHashMap<String, Object>();
    if (!isSuccess) {
      body.putAll(
          problems.body(
              Refusal.of(
                  Refusal.Kind.BAD_VALUE, "none_made", "None was made; each item says why.")));
    }
    body.put("items", items);
    return ResponseEntity.status(isSuccess ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(body);
  }

  private static List<JsonNode> items(JsonNode body) {
    var list = body instanceof ObjectNode object ? object.get("items") : body;
    if (list == null || !list.isArray()) {
      throw Refusal.badValue("items", "Send a list of extensions, or an object with it as items.")
          .asException();
    }
    if (list.isEmpty() || list.size() > MOST) {
      throw Refusal.badValue("items", "A batch has 1 to " + MOST + " items.").asException();
    }
    return List.copyOf(list.values());
  }

  private static String text(@Nullable JsonNode value, String field) {
    if (value == null || !(value.isString() || value.isIntegralNumber())) {
      throw Refusal.badValue(field, field + " is missing.").asException();
    }
    return value.asString();
  }

  private static int count(@Nullable JsonNode value) {
    if (value == null || !value.isIntegralNumber() || value.asInt() < 1 || value.asInt() > MOST) {
      throw Refusal.badValue("count", "count is between 1 and " + MOST + ".").asException();
    }
    return value.asInt();
  }
}
