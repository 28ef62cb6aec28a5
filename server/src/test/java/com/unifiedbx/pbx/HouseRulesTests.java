package com.unifiedbx.pbx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.unifiedbx.pbx.access.RequiresScope;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

/// The habits of the house that a machine can check.
class HouseRulesTests {

  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_TEST_FILE = 600;
  private static final int LONGEST_METHOD = 40;
  private static final int WIDEST_ROOM = 25;

  private static final Pattern DECLARATION =
      Pattern.compile(
          "( {2}| {4})(?!if|for|while|switch|try|return|throw|else|[ }/@*])(?!.*\\b(record|class|enum)\\b).*\\(.*");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("com.unifiedbx");

  @Test
  void controllersAndRepositoriesAreHidden() {
    classes()
        .that()
        .areAnnotatedWith(RestController.class)
        .or()
        .areAnnotatedWith(Controller.class)
        .or()
        .areAnnotatedWith(Repository.class)
        .or()
        .haveSimpleNameEndingWith("Repository")
        .and()
        .areNotInterfaces()
        .should()
        .bePackagePrivate()
        .check(OURS);
  }

  @Test
  void noClassIsNamedForItsShapelessness() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor|Info|Data|Bean)")
        .check(OURS);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields().should().beAnnotatedWith(Autowired.class).check(OURS);
  }

  /// They are decided in the build, before any setting is known ([AheadOfTime]).
  @Test
  void noBeanDependsOnASettingByCondition() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.springframework\\.(boot\\.autoconfigure\\.condition\\..*"
                + "|context\\.annotation\\.(Profile|Conditional))")
        .check(OURS);
  }

  /// Elsewhere nobody looks for them: a scope would not be checked.
  @Test
  void scopesAndLimitsAreDeclaredByControllers() {
    methods()
        .that()
        .areAnnotatedWith(RequiresScope.class)
        .or()
        .areAnnotatedWith("com.unifiedbx.pbx.ratelimit.Originates")
        .should()
        .beDeclaredInClassesThat()
        .areMetaAnnotatedWith(Controller.class)
        .check(OURS);
  }

  /// Nobody looks for such annotations here: a method would run without its transaction.
  @Test
  void transactionsAreWrittenOut() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional")
        .check(OURS);
  }

  @Test
  void onlyTheAsteriskRoomSpeaksAmi() {
    noClasses()
        .that()
        .resideInAPackage("com.unifiedbx.pbx..")
        .and()
        .resideOutsideOfPackage("com.unifiedbx.pbx.asterisk..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.unifiedbx.ami..")
        .check(OURS);
  }

  /// The instance room looks whether a port is free and whether a process answers yet; no other
  /// room has sockets of its own.
  @Test
  void onlyTheAmiLibraryAndTheInstanceOpenSockets() {
    noClasses()
        .that()
        .resideInAPackage("com.unifiedbx.pbx..")
        .and()
        .resideOutsideOfPackages("com.unifiedbx.pbx.instance..", "com.unifiedbx.pbx.bench..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Socket.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ServerSocket.class)
        .check(OURS);
  }

  @Test
  void kernelAndInstanceKnowNoSpring() {
    noClasses()
        .that()
        .resideInAnyPackage("com.unifiedbx.pbx.kernel..", "com.unifiedbx.pbx.instance..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("are Spring's, but for Modulith's") {
              @Override
              public boolean test(JavaClass type) {
                return type.getPackageName().startsWith("org.springframework")
                    && !type.getPackageName().startsWith("org.springframework.modulith");
              }
            })
        .check(OURS);
  }

  @Test
  void filesStayReadable() throws IOException {
    assertThat(longerThan(sources("main"), LONGEST_FILE)).isEmpty();
    assertThat(longerThan(sources("test"), LONGEST_TEST_FILE)).isEmpty();
  }

  @Test
  void methodsStayReadable() throws IOException {
    var tooLong = new ArrayList<String>();
    for (var file : sources("main")) {
      tooLong.addAll(longMethods(file));
    }
    assertThat(tooLong).isEmpty();
  }

  /// A package with more files gets sub-packages, one for each of its jobs. The AMI library is no
  /// room of this house and not counted.
  @Test
  void roomsStayFlatAndSmall() throws IOException {
    var crowded = new ArrayList<String>();
    for (var room : rooms()) {
      try (var files = Files.list(room)) {
        var count = files.filter(file -> file.toString().endsWith(".java")).count();
        if (count > WIDEST_ROOM) {
          crowded.add(room + " has " + count + " files");
        }
      }
    }
    assertThat(crowded).isEmpty();
  }

  private static Set<Path> rooms() throws IOException {
    var rooms = new TreeSet<Path>();
    for (var file : sources("main")) {
      if (file.startsWith(Path.of("..", "server"))) {
        rooms.add(file.resolveSibling(""));
      }
    }
    return rooms;
  }

  /// In formatted code a method of a class or of one nested in it begins and ends at an indentation
  /// of two or four blanks.
  private static List<String> longMethods(Path file) throws IOException {
    var found = new ArrayList<String>();
    var lines = Files.readAllLines(file);
    for (var start = 0; start < lines.size(); start++) {
      var indent = DECLARATION.matcher(lines.get(start));
      var body = indent.matches() ? opening(lines, start) : -1;
      if (body >= 0) {
        var length = lines.subList(body, lines.size()).indexOf(indent.group(1) + "}");
        if (length > LONGEST_METHOD) {
          found.add(file.getFileName() + ":" + (start + 1) + " has " + length + " lines");
        }
      }
    }
    return found;
  }

  /// The line that ends in the opening brace of what is declared at `start`; -1 when it is no
  /// method.
  private static int opening(List<String> lines, int start) {
    for (var at = start; at < Math.min(start + 10, lines.size()); at++) {
      var line = lines.get(at);
      if (line.endsWith(") {") || line.matches(".*\\) throws [\\w., ]+ \\{")) {
        return at;
      }
      if (line.endsWith(";")
          || line.endsWith("}")
          || line.endsWith("{")
          || line.contains("->")
          || line.contains(" = ")) {
        return -1;
      }
    }
    return -1;
  }

  private static List<String> longerThan(List<Path> files, int limit) throws IOException {
    IntPredicate tooLong = lines -> lines > limit;
    var found = new ArrayList<String>();
    for (var file : files) {
      var lines = Files.readAllLines(file).size();
      if (tooLong.test(lines)) {
        found.add(file.getFileName() + " has " + lines + " lines");
      }
    }
    return found;
  }

  private static List<Path> sources(String kind) throws IOException {
    var all = new ArrayList<Path>();
    for (var module : List.of("ami", "server")) {
      try (var files = Files.walk(Path.of("..", module, "src", kind, "java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    return all;
  }
}
