package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.rest.Faults;
import graphql.GraphQLError;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.SubscriptionExceptionResolverAdapter;
import org.springframework.stereotype.Component;

/// What the source of a subscription throws becomes an error with the codes of all others.
@Component
class SubscriptionErrors extends SubscriptionExceptionResolverAdapter {

  @Override
  protected @Nullable GraphQLError resolveToSingleError(Throwable failure) {
    return GraphQlErrors.error(Faults.refusal(failure));
  }
}
