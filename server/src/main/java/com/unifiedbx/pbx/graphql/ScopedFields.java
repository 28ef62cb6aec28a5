package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import graphql.language.Argument;
import graphql.language.Description;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ObjectTypeExtensionDefinition;
import graphql.language.StringValue;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.GraphQlSource.SchemaResourceBuilder;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;

/// Writes the scope of each field into the schema, as `@requires(scope: "call:read")`, from the
/// [RequiresScope] of the method that serves it: what is published is what is checked.
@Component
class ScopedFields implements GraphQlSourceBuilderCustomizer {

  static final String DIRECTIVE = "requires";

  private static final String SCOPE = "scope";

  private final ApplicationContext context;

  ScopedFields(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void customize(SchemaResourceBuilder source) {
    source.configureTypeDefinitions(registry -> write(registry, scopes()));
  }

  /// Scopes by type and field: `Query.fetchExtension`. Looks at classes only, and makes no
  /// controller.
  Map<String, Scope> scopes() {
    var scopes = new TreeMap<String, Scope>();
    for (var name : context.getBeanNamesForAnnotation(Controller.class)) {
      var type = context.getType(name);
      if (type != null) {
        MethodIntrospector.selectMethods(type, ScopedFields::scopeOf)
            .forEach((method, scope) -> {
              var field = fieldOf(method);
              if (field != null) {
                scopes.put(field, scope);
              }
            });
      }
    }
    return scopes;
  }

  private static @Nullable Scope scopeOf(Method method) {
    var required = AnnotatedElementUtils.findMergedAnnotation(method, RequiresScope.class);
    return required == null ? null : required.value();
  }

  private static @Nullable String fieldOf(Method method) {
    var mapping = AnnotatedElementUtils.findMergedAnnotation(method, SchemaMapping.class);
    if (mapping == null || mapping.typeName().isEmpty()) {
      return null;
    }
    var field = mapping.field().isEmpty() ? method.getName() : mapping.field();
    return mapping.typeName() + "." + field;
  }

  private static void write(TypeDefinitionRegistry registry, Map<String, Scope> scopes) {
    registry.add(definition());
    for (var type : List.copyOf(registry.getTypes(ObjectTypeDefinition.class))) {
      var fields = scoped(type.getName(), type.getFieldDefinitions(), scopes);
      registry.remove(type);
      registry.add(type.transform(builder -> builder.fieldDefinitions(fields)));
    }
    for (var extensions : List.copyOf(registry.objectTypeExtensions().values())) {
      for (ObjectTypeExtensionDefinition extension : List.copyOf(extensions)) {
        var fields = scoped(extension.getName(), extension.getFieldDefinitions(), scopes);
        registry.remove(extension);
        registry.add(extension.transformExtension(builder -> builder.fieldDefinitions(fields)));
      }
    }
  }

  private static List<FieldDefinition> scoped(
      String type, List<FieldDefinition> fields, Map<String, Scope> scopes) {
    var result = new ArrayList<FieldDefinition>();
    for (var field : fields) {
      var scope = scopes.get(type + "." + field.getName());
      result.add(
          scope == null
              ? field
              : field.transform(builder -> builder.directive(application(scope))));
    }
    return result;
  }

  private static Directive application(Scope scope) {
    return Directive.newDirective()
        .name(DIRECTIVE)
        .argument(new Argument(SCOPE, StringValue.of(scope.text())))
        .build();
  }

  private static DirectiveDefinition definition() {
    return DirectiveDefinition.newDirectiveDefinition()
        .name(DIRECTIVE)
        .description(new Description("The scope that a token needs for this field.", null, false))
        .directiveLocation(
            DirectiveLocation.newDirectiveLocation().name("FIELD_DEFINITION").build())
        .inputValueDefinition(
            InputValueDefinition.newInputValueDefinition()
                .name(SCOPE)
                .type(NonNullType.newNonNullType(TypeName.newTypeName("String").build()).build())
                .build())
        .build();
  }
}
