package com.unifiedbx.pbx.admin.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// The style sheets and scripts of the console: these files and no other of the class path. Their
/// addresses hold a hash of them all, so that browsers may keep them for good.
@Component
public class Assets implements ResourceResolver {

  static final String PATH = "/admin/assets/";

  private static final String WEBJARS = "META-INF/resources/webjars/";

  private static final Map<String, Resource> FILES =
      new TreeMap<>(
          Map.of(
              "bootstrap.css",
                  new ClassPathResource(WEBJARS + "bootstrap/5.3.8/css/bootstrap.min.css"),
              "htmx.js", new ClassPathResource(WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js"),
              "console.css", new ClassPathResource("console/console.css"),
              "console.js", new ClassPathResource("console/console.js"),
              "theme.js", new ClassPathResource("console/theme.js"),
              "icon.svg", new ClassPathResource("console/icon.svg")));

  private volatile @Nullable String version;

  /// The address of a file, for `@{…}`: `/admin/assets/1f2e…/console.css`.
  public String path(String name) {
    if (!FILES.containsKey(name)) {
      throw new IllegalArgumentException("There is no file " + name);
    }
    return PATH + version() + "/" + name;
  }

  /// Read when the first page is asked for.
  private String version() {
    var known = version;
    if (known == null) {
      known = hash();
      version = known;
    }
    return known;
  }

  private static String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : FILES.values()) {
        digest.update(file.getContentAsByteArray());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Resource resolveResource(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    var parts = path.split("/", -1);
    return parts.length == 2 && parts[0].equals(version()) ? FILES.get(parts[1]) : null;
  }

  @Override
  public @Nullable String resolveUrlPath(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return null;
  }
}
