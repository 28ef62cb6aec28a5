package com.unifiedbx.pbx.kernel;

import java.util.regex.Pattern;

/// A text in a CSV file that somebody may open with a spreadsheet.
///
/// Callers choose their names: what a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab
/// or carriage return first) gets an apostrophe in front, as OWASP's page on CSV injection advises.
/// So does a text that looks guarded already: [#unguard] gives back every text as it was.
public final class SpreadsheetCell {

  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r]");

  private SpreadsheetCell() {}

  public static String guard(String text) {
    return FORMULA.matcher(text).lookingAt() ? "'" + text : text;
  }

  public static String unguard(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
  }
}
