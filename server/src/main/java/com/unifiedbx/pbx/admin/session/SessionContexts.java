package com.unifiedbx.pbx.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/// Recognises a request by its session's cookie, when somebody asks who sent it: style sheets cost
/// no query. Nothing is kept here when a request ends; [Sessions] opens and ends.
@Component
public class SessionContexts implements SecurityContextRepository {

  private final Sessions sessions;

  SessionContexts(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new DeferredSecurityContext() {

      private SecurityContext context = new SecurityContextImpl();
      private boolean isRead;

      @Override
      public SecurityContext get() {
        if (!isRead) {
          context = read(request);
          isRead = true;
        }
        return context;
      }

      @Override
      public boolean isGenerated() {
        return get().getAuthentication() == null;
      }
    };
  }

  @Override
  @SuppressWarnings("deprecation") // Of the interface, and still abstract.
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return read(holder.getRequest());
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return SessionCookie.token(request) != null;
  }

  private SecurityContext read(HttpServletRequest request) {
    var token = SessionCookie.token(request);
    var session = token == null ? null : sessions.find(token);
    return token == null || session == null
        ? new SecurityContextImpl()
        : new SecurityContextImpl(new SignedIn(session, token, request.getRemoteAddr()));
  }
}
