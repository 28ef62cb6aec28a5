package com.unifiedbx.pbx.cdr.graphql;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.kernel.OfExtension;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// `extension.lastCdrs`: a list of extensions is answered with one query for the records of all.
@Controller
class LastCdrsGraphQlController {

  private static final int MOST = 100;

  private final Cdrs cdrs;

  LastCdrsGraphQlController(Cdrs cdrs, BatchLoaderRegistry loaders) {
    this.cdrs = cdrs;
    loaders
        .<Wanted, List<CdrNodes.Node>>forName("lastCdrs")
        .registerMappedBatchLoader((wanted, environment) -> Mono.just(load(wanted)));
  }

  /// What one item of the list asks for.
  record Wanted(String extension, int first) {}

  @SchemaMapping(typeName = "extension", field = "lastCdrs")
  @RequiresScope(Scope.CDR_READ)
  CompletableFuture<List<CdrNodes.Node>> lastCdrs(
      OfExtension of, @Argument int first, DataLoader<Wanted, List<CdrNodes.Node>> lastCdrs) {
    if (first < 1 || first > MOST) {
      throw Refusal.badValue("first", "first is between 1 and " + MOST + ".").asException();
    }
    return lastCdrs.load(new Wanted(of.extensionId(), first));
  }

  /// One document may ask for two lengths, under two names.
  private Map<Wanted, List<CdrNodes.Node>> load(Set<Wanted> wanted) {
    var loaded = new LinkedHashMap<Wanted, List<CdrNodes.Node>>();
    wanted.stream()
        .collect(Collectors.groupingBy(Wanted::first))
        .forEach((first, those) -> {
          var found = cdrs.newestOf(those.stream().map(Wanted::extension).toList(), first);
          for (var one : those) {
            loaded.put(
                one,
                found.getOrDefault(one.extension(), List.of()).stream()
                    .map(cdr -> new CdrNodes.Node(cdr, ZoneOffset.UTC, null, null))
                    .toList());
          }
        });
    return loaded;
  }
}
