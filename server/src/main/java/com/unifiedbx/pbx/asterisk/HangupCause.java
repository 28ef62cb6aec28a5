package com.unifiedbx.pbx.asterisk;

import org.jspecify.annotations.Nullable;

/// Why a channel ended, in the words of Asterisk.
///
/// @param q850 the Q.850 cause; 0 is common and means nothing
/// @param sip the SIP status that the peer sent, when it sent one (Asterisk leaves it out when the
///   call was cleared normally)
/// @param text Asterisk's text, raw
public record HangupCause(int q850, @Nullable Integer sip, String text) {

  /// Normal clearing, what a hang-up of ours sends.
  public static final int NORMAL = 16;
}
