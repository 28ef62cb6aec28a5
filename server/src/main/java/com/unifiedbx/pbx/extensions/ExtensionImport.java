package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.extensions.Extensions.Manner;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes and changes many extensions at once, in one transaction.
@Service
public class ExtensionImport {

  private final Extensions extensions;
  private final TransactionTemplate transaction;
  private final Realtime realtime;

  ExtensionImport(Extensions extensions, TransactionTemplate transaction, Realtime realtime) {
    this.extensions = extensions;
    this.transaction = transaction;
    this.realtime = realtime;
  }

  /// One outcome for each line, in the same order. What is refused with [Manner#ALL_OR_NONE] undoes
  /// all the rest.
  public List<ImportOutcome> run(List<ImportLine> lines, Manner manner) {
    var outcomes =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var done = apply(lines);
              if (manner == Manner.DRY_RUN || (manner == Manner.ALL_OR_NONE && !isWhole(done))) {
                status.setRollbackOnly();
              }
              return done;
            }));
    if (manner == Manner.EACH || (manner == Manner.ALL_OR_NONE && isWhole(outcomes))) {
      for (var outcome : outcomes) {
        if (outcome instanceof ImportOutcome.Updated(_, var after)) {
          realtime.endpointChanged(after.number().digits());
        }
      }
    }
    return outcomes;
  }

  public static boolean isWhole(List<ImportOutcome> outcomes) {
    return outcomes.stream().noneMatch(ImportOutcome.Refused.class::isInstance);
  }

  private List<ImportOutcome> apply(List<ImportLine> lines) {
    var known = known(lines);
    var outcomes = new IdentityHashMap<ImportLine, ImportOutcome>();
    var wanted = new ArrayList<WantedExtension>();
    var sources = new ArrayList<ImportLine>();
    for (var line : lines) {
      try {
        var old = known.get(line.number().digits());
        if (old == null) {
          wanted.add(new WantedExtension(line.made().get(), line.secret()));
          sources.add(line);
        } else {
          outcomes.put(line, change(line, old));
        }
      } catch (RefusedException e) {
        outcomes.put(line, new ImportOutcome.Refused(e.refusal()));
      }
    }
    if (!wanted.isEmpty()) {
      var added = extensions.addAll(wanted, Manner.EACH);
      for (var index = 0; index < added.size(); index++) {
        outcomes.put(sources.get(index), outcome(added.get(index)));
      }
    }
    return lines.stream().map(line -> Objects.requireNonNull(outcomes.get(line))).toList();
  }

  private static ImportOutcome outcome(AddOutcome added) {
    return switch (added) {
      case AddOutcome.Added(var extension, var secret) ->
          new ImportOutcome.Added(extension, secret);
      case AddOutcome.Refused(var refusal) -> new ImportOutcome.Refused(refusal);
    };
  }

  private ImportOutcome change(ImportLine line, Extension old) {
    var to = line.changed().apply(old);
    if (to.settings().equals(old.settings()) && to.pin() == null && line.secret() == null) {
      return new ImportOutcome.Unchanged(old);
    }
    return new ImportOutcome.Updated(old, extensions.changeIn(to, line.secret()));
  }

  private Map<String, Extension> known(List<ImportLine> lines) {
    var known = new HashMap<String, Extension>();
    var numbers = lines.stream().map(line -> line.number().digits()).toList();
    extensions.findAll(numbers).forEach(one -> known.put(one.number().digits(), one));
    return known;
  }
}
