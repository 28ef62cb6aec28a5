package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.NumberOwner;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The numbers that extensions have.
@Component
class ExtensionNumbers implements NumberOwner {

  private final ExtensionRepository repository;

  ExtensionNumbers(ExtensionRepository repository) {
    this.repository = repository;
  }

  @Override
  public Map<String, String> ownersOf(Collection<String> numbers) {
    var owners = new HashMap<String, String>();
    repository.taken(numbers).forEach(number -> owners.put(number, "extension " + number));
    return owners;
  }
}
