/// Addresses and ports of this machine, and the one client that asks the instance's own API.
@NullMarked
package com.unifiedbx.pbx.instance.network;

import org.jspecify.annotations.NullMarked;
