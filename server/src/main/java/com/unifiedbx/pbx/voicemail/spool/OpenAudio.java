package com.unifiedbx.pbx.voicemail.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// The recording of exactly that message, whatever happens to the names of the files meanwhile:
/// even its deletion lets an open one be read to the end.
///
/// @param text its `.txt` as it was when the recording was opened
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OpenAudio(StoredMessage message, FileChannel file, byte[] text)
    implements AutoCloseable {

  @Override
  public void close() throws IOException {
    file.close();
  }
}
