package com.unifiedbx.pbx.cdr.recordings;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.rest.Described;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What was recorded of the call of a record: `GET` (with `Range`) and `DELETE
/// /cdr/{id}/recording`.
@RestController
@RequestMapping("/admin/api/api/cdr/{id}/recording")
class RecordingRestController {

  private static final MediaType WAV = MediaType.parseMediaType("audio/wav");

  private final RecordingShelf shelf;

  RecordingRestController(RecordingShelf shelf) {
    this.shelf = shelf;
  }

  /// @param piece of a call that was recorded in pieces; the first is 1
  @Described("The recording of a call, as WAV; obeys Range.")
  @GetMapping
  @RequiresScope(Scope.CDR_READ)
  ResponseEntity<Resource> get(@PathVariable String id, @RequestParam(defaultValue = "1") int piece)
      throws IOException {
    var file = shelf.file(id, piece);
    var changed = Files.getLastModifiedTime(file).toMillis();
    return ResponseEntity.ok()
        .contentType(WAV)
        .cacheControl(CacheControl.noStore())
        .header("Content-Disposition", "attachment; filename=\"" + id + ".wav\"")
        .lastModified(changed)
        .body(new FileSystemResource(file));
  }

  @Described("Deletes the recording of a call.")
  @DeleteMapping
  @RequiresScope(Scope.CALL_WRITE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    shelf.delete(id);
  }
}
