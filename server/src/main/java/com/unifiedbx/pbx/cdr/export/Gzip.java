package com.unifiedbx.pbx.cdr.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Compresses fast rather than small. Closing it frees its memory, but neither ends nor closes what
/// it writes to: only [#finish()] says that all is there.
public final class Gzip extends GZIPOutputStream {

  private static final int BUFFER = 64 * 1024;

  public Gzip(OutputStream out) throws IOException {
    super(out, BUFFER);
    def.setLevel(Deflater.BEST_SPEED);
  }

  /// Whether a client that sent this `Accept-Encoding` takes gzip.
  static boolean isAccepted(@Nullable String encodings) {
    if (encodings == null) {
      return false;
    }
    for (var each : encodings.toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = each.split(";", 2);
      var name = parts[0].strip();
      var refused = parts.length > 1 && parts[1].strip().matches("q\\s*=\\s*0(\\.0{0,3})?");
      if (name.equals("gzip") || name.equals("x-gzip")) {
        return !refused;
      }
    }
    return false;
  }

  @Override
  public void close() {
    def.end();
  }
}
