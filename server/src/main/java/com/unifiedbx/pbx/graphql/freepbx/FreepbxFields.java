package com.unifiedbx.pbx.graphql.freepbx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Faults;
import graphql.ExecutionResult;
import graphql.Scalars;
import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.analysis.QueryVisitorStub;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Two of FreePBX's habits. A field that the token does not open does not exist: a document that
/// asks for one is refused before any of it runs. And a refused operation whose answer has a
/// `status` answers an object with `status: false`, the message, and nothing else.
@Component
class FreepbxFields extends SimplePerformantInstrumentation {

  private static final String STATUS = "status";

  /// What a refused operation answers: FreePBX's ids are made of the type and what was not found.
  private record Failure(String message) {

    @Nullable Object get(DataFetchingEnvironment at) {
      return switch (at.getFieldDefinition().getName()) {
        case STATUS -> false;
        case "message" -> message;
        case "id" -> id(GraphQLTypeUtil.simplePrint(at.getParentType()));
        default -> null;
      };
    }

    private static String id(String type) {
      return Base64.getEncoder().encodeToString((type + ":").getBytes(UTF_8));
    }
  }

  /// There for those who have FreePBX's habits; for all others no field costs anything more.
  private record Habits(Caller caller) implements InstrumentationState {}

  @Override
  public @Nullable InstrumentationState createState(
      InstrumentationCreateStateParameters parameters) {
    var caller = FreepbxAnswer.caller();
    return caller == null ? null : new Habits(caller);
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, @Nullable InstrumentationState state) {
    if (state instanceof Habits(var caller)) {
      refuseHidden(parameters.getExecutionContext(), caller);
    }
    return null;
  }

  private static void refuseHidden(ExecutionContext execution, Caller caller) {
    var schema = execution.getGraphQLSchema();
    if (execution.getOperationDefinition().getOperation() == Operation.MUTATION
        && Objects.requireNonNull(schema.getMutationType()).getFieldDefinitions().stream()
            .noneMatch(field -> isOpen(field, caller))) {
      throw new AbortExecutionException("Schema is not configured for mutations.");
    }
    QueryTraverser.newQueryTraverser()
        .schema(schema)
        .document(execution.getDocument())
        .operationName(execution.getOperationDefinition().getName())
        .coercedVariables(execution.getCoercedVariables())
        .build()
        .visitPreOrder(
            new QueryVisitorStub() {
              @Override
              public void visitField(QueryVisitorFieldEnvironment at) {
                if (!isOpen(at.getFieldDefinition(), caller)) {
                  throw new AbortExecutionException(
                      "Cannot query field \"%s\" on type \"%s\"."
                          .formatted(
                              at.getFieldDefinition().getName(),
                              GraphQLTypeUtil.simplePrint(at.getParentType())));
                }
              }
            });
  }

  private static boolean isOpen(GraphQLFieldDefinition field, Caller caller) {
    var required = field.getAppliedDirective("requires");
    if (required == null) {
      return true;
    }
    String scope = Objects.requireNonNull(required.getArgument("scope")).getValue();
    return caller.scopes().stream().anyMatch(held -> held.text().equals(scope));
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      @Nullable InstrumentationState state) {
    if (state == null) {
      return fetcher;
    }
    var at = parameters.getEnvironment();
    if (at.getSource() instanceof Failure failure) {
      return failure::get;
    }
    return parameters.getExecutionStepInfo().getPath().getLevel() == 1
            && hasStatus(at.getFieldDefinition())
        ? environment -> valueOrFailure(fetcher, environment)
        : fetcher;
  }

  private static boolean hasStatus(GraphQLFieldDefinition field) {
    return field.getType() instanceof GraphQLObjectType type
        && type.getFieldDefinition(STATUS) != null
        && Scalars.GraphQLBoolean.equals(type.getFieldDefinition(STATUS).getType());
  }

  /// Spring hands on what a controller throws as a future that failed.
  private static @Nullable Object valueOrFailure(DataFetcher<?> fetcher, DataFetchingEnvironment at)
      throws Exception {
    var value = fetcher.get(at);
    return value instanceof CompletionStage<?> later
        ? later.handle((found, fault) -> fault == null ? found : failure(fault))
        : value;
  }

  private static Failure failure(Throwable fault) {
    var refusal = Faults.refusal(fault);
    if (refusal.kind() == Refusal.Kind.INTERNAL) {
      throw new CompletionException(fault);
    }
    return new Failure(refusal.message());
  }
}
