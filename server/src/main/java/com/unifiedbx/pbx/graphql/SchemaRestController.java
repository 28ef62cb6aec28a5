package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.PublishedText;
import graphql.schema.idl.SchemaPrinter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `GET …/schema.graphql`: the schema in GraphQL's own language, with the scope of each operation.
/// Open to everyone: it is documentation.
@RestController
class SchemaRestController {

  /// The rest of GraphQL's own directives need no definition.
  private static final Set<String> PRINTED = Set.of(ScopedFields.DIRECTIVE, "deprecated");

  private final GraphQlSource source;
  private @Nullable PublishedText text;

  SchemaRestController(GraphQlSource source) {
    this.source = source;
  }

  @Described("The GraphQL schema, as text.")
  @GetMapping("/admin/api/api/schema.graphql")
  ResponseEntity<byte[]> schema(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String known) {
    return text().answer(known);
  }

  private synchronized PublishedText text() {
    var made = text;
    if (made == null) {
      var options =
          SchemaPrinter.Options.defaultOptions()
              .includeDirectives(PRINTED::contains)
              .includeDirectiveDefinition(ScopedFields.DIRECTIVE::equals);
      made =
          PublishedText.of(
              "text/plain;charset=UTF-8", new SchemaPrinter(options).print(source.schema()));
      text = made;
    }
    return made;
  }
}
