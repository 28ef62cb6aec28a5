package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An extension as a file has it: to be made when there is none of that number, to be changed when
/// there is one. Both may refuse.
///
/// @param secret chosen for it; null for a random one, or the one that it has
public record ImportLine(
    ExtensionNumber number,
    Supplier<NewExtension> made,
    Function<Extension, NewExtension> changed,
    @Nullable String secret) {}
