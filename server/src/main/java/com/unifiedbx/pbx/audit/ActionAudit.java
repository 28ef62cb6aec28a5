package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.aop.support.annotation.AnnotationClassFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;

/// Sees each changing operation end, and how: done, refused, failed.
final class ActionAudit implements MethodInterceptor {

  /// Every method of a controller that needs more than a `read` scope: what changes something.
  static final class Changing extends StaticMethodMatcherPointcut {

    Changing() {
      setClassFilter(new AnnotationClassFilter(Controller.class, true));
    }

    @Override
    public boolean matches(Method method, Class<?> type) {
      var specific = AopUtils.getMostSpecificMethod(method, type);
      var required = AnnotationUtils.findAnnotation(specific, RequiresScope.class);
      return required != null && !required.value().text().endsWith(":read");
    }
  }

  private static final Pattern ERROR = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,60})\"");

  private final ObjectProvider<AuditTrail> trail;
  private final Map<Method, OperationName> names = new ConcurrentHashMap<>();

  ActionAudit(ObjectProvider<AuditTrail> trail) {
    this.trail = trail;
  }

  /// How an operation ended.
  ///
  /// @param made the last part of the address of what was made (`Location`), when it tells one
  private record End(Outcome outcome, @Nullable String error, @Nullable String made) {

    End(Outcome outcome, @Nullable String error) {
      this(outcome, error, null);
    }

    static End of(@Nullable Object answer) {
      if (!(answer instanceof ResponseEntity<?> response)) {
        return new End(Outcome.DONE, null);
      }
      var status = response.getStatusCode();
      if (status.isError()) {
        var error = ERROR.matcher(String.valueOf(response.getBody()));
        return new End(
            status.is4xxClientError() ? Outcome.REFUSED : Outcome.FAILED,
            error.find() ? error.group(1) : "http_" + status.value());
      }
      var location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
      return new End(
          response.getHeaders().containsHeader("Idempotent-Replayed")
              ? Outcome.REPLAYED
              : Outcome.DONE,
          null,
          location == null ? null : location.substring(location.lastIndexOf('/') + 1));
    }

    static End of(Throwable failure) {
      if (!(failure instanceof RefusedException refused)) {
        return new End(Outcome.FAILED, "internal_error");
      }
      var refusal = refused.refusal();
      var failed =
          refusal.kind() == Refusal.Kind.UNAVAILABLE || refusal.kind() == Refusal.Kind.INTERNAL;
      return new End(failed ? Outcome.FAILED : Outcome.REFUSED, refusal.code());
    }
  }

  @Override
  public @Nullable Object invoke(MethodInvocation operation) throws Throwable {
    var name = names.computeIfAbsent(operation.getMethod(), OperationName::of);
    if (name.isRehearsal(operation.getArguments())) {
      return operation.proceed();
    }
    var audit = trail.getObject();
    End end = new End(Outcome.FAILED, "internal_error");
    audit.begin();
    try {
      var answer = operation.proceed();
      end = End.of(answer);
      return answer;
    } catch (Throwable failure) {
      end = End.of(failure);
      throw failure;
    } finally {
      audit.end(
          name.operation(),
          name.object(operation.getArguments(), end.made()),
          end.outcome(),
          end.error());
    }
  }
}
