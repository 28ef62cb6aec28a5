package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Collection;
import java.util.List;

/// The addresses from which an application may call; at least one.
public record Allowlist(List<AddressBlock> blocks) {

  public Allowlist {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty()) {
      throw Refusal.badValue(
              "allowlist",
              "Name at least one address or network that may call, or choose 'any address' on purpose.")
          .asException();
    }
  }

  /// Reads addresses (`192.0.2.7`, `2001:db8::1`) and networks (`192.0.2.0/24`); a bare address is
  /// itself alone.
  public static Allowlist parse(Collection<String> texts) {
    return new Allowlist(texts.stream().map(AddressBlock::parse).toList());
  }

  /// Refuses a network that keeps nobody out: `10.0.0.1/0` is a slip of the fingers, `0.0.0.0/1`
  /// and `128.0.0.0/1` are not.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException on `allowlist`
  void demandBounds() {
    if (blocks.stream().anyMatch(AddressBlock::isBoundless)) {
      throw Refusal.badValue(
              "allowlist",
              "A network that wide keeps nobody out: choose 'any address' on purpose, or write a prefix"
                  + " of at least /8 (IPv6: /12).")
          .asException();
    }
  }

  /// Whether the address, a literal as a socket gives it, is in one of the blocks.
  public boolean contains(String address) {
    var bytes = AddressBlock.literal(address);
    return bytes != null && blocks.stream().anyMatch(block -> block.contains(bytes));
  }

  /// In CIDR form, as stored and shown.
  public List<String> texts() {
    return blocks.stream().map(AddressBlock::toString).toList();
  }
}
