package com.unifiedbx.pbx.cdr.graphql;

import com.unifiedbx.pbx.cdr.Cdr;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of FreePBX's schema, read from a [Cdr]. Field names are the schema's; public because
/// graphql-java then reads them by compiled accessors.
public final class CdrNodes {

  private static final DateTimeFormatter CALLDATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private CdrNodes() {}

  /// A page; how many pass in all is counted only when it is asked for, by the controller.
  public record Connection(
      List<Edge> edges, PageEnds pageInfo, Counting counting, boolean status, String message) {

    public List<Node> cdrs() {
      return edges.stream().map(Edge::node).toList();
    }
  }

  /// Counts when asked.
  public interface Counting {
    long count();
  }

  public record Edge(Node node, String cursor) {}

  public record PageEnds(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  /// Type `cdr`. Status and message are set where it stands alone.
  public record Node(Cdr of, ZoneId zone, @Nullable Boolean status, @Nullable String message) {

    public String id() {
      return Base64.getEncoder()
          .encodeToString(("cdr:" + of.uniqueid()).getBytes(StandardCharsets.UTF_8));
    }

    public String uniqueid() {
      return of.uniqueid();
    }

    public String calldate() {
      return CALLDATE.format(of.start().atZone(zone));
    }

    /// Until 2038, as in FreePBX: the type is theirs.
    public int timestamp() {
      return (int) Math.min(Integer.MAX_VALUE, of.start().getEpochSecond());
    }

    public String clid() {
      return of.clid();
    }

    public String src() {
      return of.src();
    }

    public String dst() {
      return of.dst();
    }

    public String dcontext() {
      return of.context();
    }

    public String channel() {
      return of.channel();
    }

    public String dstchannel() {
      return of.dstChannel();
    }

    public String lastapp() {
      return of.lastApp();
    }

    public String lastdata() {
      return of.lastData();
    }

    public int duration() {
      return Math.toIntExact(of.duration());
    }

    public int billsec() {
      return Math.toIntExact(of.billsec());
    }

    public String disposition() {
      return of.disposition();
    }

    public String amaflags() {
      return "DOCUMENTATION";
    }

    public String accountcode() {
      return of.accountCode();
    }

    public String userfield() {
      return of.userField();
    }

    /// The number that was dialled from outside.
    public String did() {
      return of.direction() == Cdr.Direction.INBOUND ? of.dst() : "";
    }

    public String recordingfile() {
      var recording = of.recording();
      return recording == null ? "" : recording.url();
    }

    public String cnum() {
      return of.src();
    }

    public String outbound_cnum() {
      return "";
    }

    public String outbound_cnam() {
      return "";
    }

    public String dst_cnam() {
      return "";
    }

    public String linkedid() {
      return of.linkedid();
    }

    public String peeraccount() {
      return of.peerAccount();
    }

    public String sequence() {
      return String.valueOf(of.sequence());
    }
  }
}
