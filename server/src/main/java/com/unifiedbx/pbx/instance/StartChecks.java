package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.InstanceFile;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.instance.options.Setting;
import com.unifiedbx.pbx.instance.process.Programs;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.net.InetAddress;
import java.util.Objects;

/// What can be known before anything is started.
final class StartChecks {

  private StartChecks() {}

  /// Refuses with one sentence: another system than Linux, data of a newer version, ports that
  /// somebody else has, a certificate that does not serve.
  static void check(Options options, DataDirectory directory) {
    system();
    InstanceFile.open(directory);
    var tls = options.tls();
    if (tls != null) {
      tls.check();
    }
    if (options.demo()) {
      demo(options);
    }
    var network = options.network();
    var bind = Objects.requireNonNull(Addresses.parse(network.bind()));
    if (!Ports.isOwn(bind)) {
      throw new InstanceException(
          "This machine has no address " + network.bind() + ": change --bind.");
    }
    if (options.external() == null && network.httpsPort() == network.amiPort()) {
      throw new InstanceException(
          "--https-port and --ami-port are both "
              + network.amiPort()
              + ": choose another for one of them.");
    }
    tcp(bind, network.httpsPort(), Setting.HTTPS_PORT);
    var asteriskRuns = RunningProcess.read(directory.run("asterisk.pid")) != null;
    if (options.external() == null && !asteriskRuns) {
      tcp(Ports.loopback(), network.amiPort(), Setting.AMI_PORT);
      if (!Ports.isUdpFree(bind, network.sipPort())) {
        throw taken("UDP", network.sipPort(), Setting.SIP_PORT);
      }
    }
  }

  private static void demo(Options options) {
    if (options.external() != null) {
      throw new InstanceException(
          "--demo needs the managed Asterisk: leave out --asterisk external.");
    }
    if (options.network().bind().contains(":")) {
      throw new InstanceException(
          "--demo needs an IPv4 address for --bind: its phones and its carrier have addresses of"
              + " 127.0.0.0/8.");
    }
  }

  private static void system() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new InstanceException(
          "UnifiedBX runs on Linux only, this is " + System.getProperty("os.name") + ".");
    }
  }

  private static void tcp(InetAddress address, int port, Setting setting) {
    if (!Ports.isTcpFree(address, port)) {
      throw taken("TCP", port, setting);
    }
  }

  private static InstanceException taken(String protocol, int port, Setting setting) {
    if (port < 1024 && !Programs.isRoot()) {
      return new InstanceException(
          protocol
              + " port "
              + port
              + " needs root: choose one above 1023 with "
              + setting.option()
              + ".");
    }
    return new InstanceException(
        protocol
            + " port "
            + port
            + " is in use: stop what listens there, or choose another with "
            + setting.option()
            + ".");
  }
}
