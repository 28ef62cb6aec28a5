package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Adds, finds and ends trunks. Asterisk follows before a method returns, without a reload; while
/// it is away, as soon as it is back.
///
/// Outside calls take the oldest trunk. Don't call these inside a transaction: Asterisk would look
/// before it has committed. Threads: any.
@Service
public class Trunks {

  private final TrunkRepository repository;
  private final Realtime realtime;

  Trunks(TrunkRepository repository, Realtime realtime) {
    this.repository = repository;
    this.realtime = realtime;
  }

  public @Nullable Trunk find(String name) {
    return repository.find(name);
  }

  /// All of them, the oldest first.
  public List<Trunk> list() {
    return repository.list();
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `name_taken`
  public void add(Trunk trunk) {
    if (!repository.insert(trunk)) {
      throw Refusal.conflict("name_taken", "There is a trunk named '" + trunk.name() + "'.")
          .onField("name")
          .asException();
    }
    realtime.trunkChanged(trunk.endpoint());
  }

  /// Ends it; calls that use it go on.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public void remove(String name) {
    var trunk = repository.find(name);
    if (trunk == null || !repository.delete(name)) {
      throw Refusal.notFound("There is no trunk '" + name + "'.").asException();
    }
    realtime.trunkChanged(trunk.endpoint());
  }
}
