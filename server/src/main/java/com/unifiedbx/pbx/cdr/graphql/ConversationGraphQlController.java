package com.unifiedbx.pbx.cdr.graphql;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.cdr.Conversation;
import com.unifiedbx.pbx.kernel.MillisecondTime;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.PlainText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// `fetchAllConversations` and `fetchConversation`: calls as people remember them.
@Controller
class ConversationGraphQlController {

  private final Cdrs cdrs;

  ConversationGraphQlController(Cdrs cdrs) {
    this.cdrs = cdrs;
  }

  /// A page of them.
  public record ConversationConnection(
      List<Conversation> conversations,
      CdrNodes.PageEnds pageInfo,
      int totalCount,
      boolean totalIsCapped,
      boolean status,
      String message) {}

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  ConversationConnection fetchAllConversations(
      @Argument @Nullable Integer first,
      @Argument @Nullable String cursor,
      @Argument @Nullable Map<String, Object> filter) {
    var given = new HashMap<String, String>();
    if (filter != null) {
      filter.forEach((name, value) -> {
        if (value != null) {
          given.put(name, value.toString());
        }
      });
    }
    var page = cdrs.listConversations(CdrQuery.filter(given), Page.limit(first), cursor);
    var next = page.nextCursor();
    return new ConversationConnection(
        page.items(),
        new CdrNodes.PageEnds(next != null, cursor != null, null, next),
        (int) page.total(),
        Boolean.TRUE.equals(page.totalIsCapped()),
        true,
        page.items().isEmpty() ? "No Data Found" : "Conversations found successfully");
  }

  @QueryMapping
  @RequiresScope(Scope.CDR_READ)
  Conversation fetchConversation(@Argument String id) {
    return cdrs.getConversation(PlainText.check("id", id, 255));
  }

  @SchemaMapping(typeName = "Conversation")
  String start(Conversation conversation) {
    return MillisecondTime.text(conversation.start());
  }

  @SchemaMapping(typeName = "Conversation")
  @Nullable String answer(Conversation conversation) {
    return text(conversation.answer());
  }

  @SchemaMapping(typeName = "Conversation")
  @Nullable String end(Conversation conversation) {
    return text(conversation.end());
  }

  @SchemaMapping(typeName = "ConversationTransfer")
  String at(Conversation.Transfer transfer) {
    return MillisecondTime.text(transfer.at());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : MillisecondTime.text(time);
  }
}
