package com.unifiedbx.pbx.calls.dialplan;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What may stand behind the applications that can be started without being added by configuration:
/// their plain arguments, but nothing by which they would leave for another place in the dialplan,
/// start a program, or read a file that is no sound of Asterisk's (its voicemail, for one).
public final class ApplicationArguments {

  private record Shape(Pattern pattern, String words) {

    static Shape of(String regex, String words) {
      return new Shape(Pattern.compile(regex), words);
    }
  }

  private static final String NAME = "[A-Za-z0-9_-]{1,80}";
  private static final String SOUND = NAME + "(/" + NAME + "){0,4}";
  private static final String BOX = "[0-9]{1,20}(@" + NAME + ")?";

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "playback",
          Shape.of(
              SOUND + "(&" + SOUND + "){0,9}(,[a-z,]{0,40})?",
              "names of sounds (letters, digits, _, - and /) with & between them"),
          "echo",
          Shape.of("", "empty"),
          "wait",
          Shape.of("[0-9]{1,5}([.][0-9]{1,3})?", "seconds"),
          "voicemail",
          Shape.of(
              BOX + "(&" + BOX + "){0,9}(,[bsueUP]*)?",
              "a mailbox, and options of b, s, u, e, U, P"),
          "confbridge",
          Shape.of(
              NAME + "(,(" + NAME + ")?){0,2}",
              "the name of a room, and of a bridge and a user profile"),
          "queue",
          Shape.of(
              NAME + "(,[A-Za-z]*(,,,[0-9]{1,5})?)?",
              "the name of a queue, options of letters, and a timeout as fifth"),
          "musiconhold",
          Shape.of("(" + NAME + ")?(,[0-9]{1,6})?", "a music class, and seconds"),
          "park",
          Shape.of("(" + NAME + ")?(,[rRs]*)?", "the name of a parking lot"),
          "milliwatt",
          Shape.of("[om]?", "empty, o or m"));

  private ApplicationArguments() {}

  /// Whether the data is such as the application may get. Of applications that the configuration
  /// added, nothing is known here.
  public static boolean isPlain(String application, String data) {
    var shape = SHAPES.get(application.toLowerCase(Locale.ROOT));
    return shape == null || shape.pattern.matcher(data).matches();
  }

  /// In words, for those who are refused.
  public static String shape(String application) {
    var shape = SHAPES.get(application.toLowerCase(Locale.ROOT));
    return shape == null ? "anything" : shape.words;
  }
}
