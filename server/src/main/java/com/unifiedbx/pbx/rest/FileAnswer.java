package com.unifiedbx.pbx.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.ResourceRegionHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.context.request.ServletWebRequest;

/// Answers with a file that is open already, whole or in the ranges asked for (RFC 9110 §14), so
/// that what is sent is that file, whatever becomes of its name meanwhile.
public final class FileAnswer {

  private FileAnswer() {}

  /// Writes the whole answer: 200, 206, 304 or 416. The caller closes the file.
  ///
  /// @param etag without quotes; changes whenever the content does
  public static void send(FileChannel file, MediaType type, String etag, ServletWebRequest exchange)
      throws IOException {
    var request = exchange.getNativeRequest(HttpServletRequest.class);
    var response = exchange.getNativeResponse(HttpServletResponse.class);
    if (request == null || response == null || exchange.checkNotModified(etag)) {
      return;
    }
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    var content = new Content(file);
    try {
      var ranges = ranges(request, etag);
      if (ranges.isEmpty()) {
        new ResourceHttpMessageConverter()
            .write(content, type, new ServletServerHttpResponse(response));
      } else {
        var regions = HttpRange.toResourceRegions(ranges, content);
        response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        new ResourceRegionHttpMessageConverter()
            .write(
                regions.size() == 1 ? regions.getFirst() : regions,
                type,
                new ServletServerHttpResponse(response));
      }
    } catch (IllegalArgumentException unsatisfiable) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
      response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
    }
  }

  /// None when the whole file is asked for, or when the part asked for is one of another version.
  private static List<HttpRange> ranges(HttpServletRequest request, String etag) {
    var condition = request.getHeader(HttpHeaders.IF_RANGE);
    return condition == null || condition.equals('"' + etag + '"')
        ? HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE))
        : List.of();
  }

  /// The file as a resource that can be read from the start as often as needed.
  private static final class Content extends AbstractResource {

    private final FileChannel file;

    Content(FileChannel file) {
      this.file = file;
    }

    @Override
    public String getDescription() {
      return "an open file";
    }

    @Override
    public long contentLength() throws IOException {
      return file.size();
    }

    @Override
    public InputStream getInputStream() {
      return new FromStart(file);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private static final class FromStart extends InputStream {

    private final FileChannel file;
    private long position;

    FromStart(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var count = file.read(ByteBuffer.wrap(bytes, offset, length), position);
      position += Math.max(count, 0);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      var skipped = Math.clamp(count, 0, file.size() - position);
      position += skipped;
      return skipped;
    }
  }
}
