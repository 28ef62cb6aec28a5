package com.unifiedbx.pbx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTests {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''\t"})
  void aFormulaIsTextAndComesBackAsItWas(String text) {
    var cell = SpreadsheetCell.guard(text);
    assertThat(cell).isEqualTo("'" + text);
    assertThat(SpreadsheetCell.unguard(cell)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Alice", "'Alice'", "O'Brien", "'", " =1", "1=1"})
  void anythingElseStaysAsItIs(String text) {
    assertThat(SpreadsheetCell.guard(text)).isEqualTo(text);
    assertThat(SpreadsheetCell.unguard(text)).isEqualTo(text);
  }
}
