package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.instance.Options;
import java.net.InetAddress;

/// Where the demo's Asterisk is: on loopback addresses of its own, with the ports of the instance,
/// so that two instances with different ports have two demos that do not meet.
///
/// The carrier has an address for itself because Asterisk tells a trunk by its address: a phone
/// that registers from there would be taken for the trunk.
///
/// @param exchange the address where the managed Asterisk answers and from which it calls
record DemoPlace(int phonesPort, int carrierPort, String exchange, Options.Network network) {

  static final String PHONES = "127.0.0.2";
  static final String CARRIER = "127.0.0.3";

  /// An instance that listens on all addresses has its SIP port on the demo's as well: then the
  /// demo takes other ports.
  static DemoPlace of(Instance instance) {
    var network = instance.options().network();
    var wildcard = InetAddress.ofLiteral(network.bind()).isAnyLocalAddress();
    return new DemoPlace(
        instance.udpPort(PHONES, network.sipPort()),
        instance.udpPort(CARRIER, network.sipPort()),
        wildcard ? "127.0.0.1" : network.bind(),
        network);
  }
}
