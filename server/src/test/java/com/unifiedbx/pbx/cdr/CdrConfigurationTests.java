package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import com.unifiedbx.pbx.cdr.statistics.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CdrConfigurationTests {

  @TempDir Path directory;

  private final TestDatabase database = TestDatabase.fresh();
  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withBean(DataSource.class, database::dataSource)
          .withBean(JdbcClient.class, () -> JdbcClient.create(database.dataSource()))
          .withBean(
              TransactionTemplate.class,
              () -> new TransactionTemplate(new JdbcTransactionManager(database.dataSource())))
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Ear.class)
          .withUserConfiguration(
              CdrConfiguration.class, CdrStore.class, CdrRepository.class, Tally.class, Cdrs.class);

  /// Hears what is imported.
  static final class Ear {
    private final List<Cdr> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void on(CdrCreated event) {
      heard.add(event.cdr());
    }
  }

  @Test
  void journalIsImportedAndAnnouncedAndMeasured() {
    var journal = new TestJournal(directory.resolve("cdr/journal.csv"));
    context
        .withPropertyValues("pbx.cdr.journal=" + journal.path())
        .run(started -> {
          journal.append(1, 2);
          var ear = started.getBean(Ear.class);
          await().until(() -> ear.heard.size() == 2);
          var cdrs = started.getBean(Cdrs.class);
          assertThat(cdrs.list(CdrFilter.ALL, 10, null).total()).isEqualTo(2);
          await().until(() -> cdrs.importStatus().lagBytes() == 0);
          assertThat(cdrs.importStatus().running()).isTrue();
          var meters = started.getBean(MeterRegistry.class);
          assertThat(meters.get("pbx.cdr.imported").counter().count()).isEqualTo(2);
          assertThat(meters.get("pbx.cdr.lag").gauge().value()).isZero();
          assertThat(meters.get("pbx.cdr.last.import").gauge().value()).isPositive();
        });
  }

  @Test
  void withoutJournalNothingIsImportedAndQuestionsAreAnswered() {
    context.run(started -> {
      assertThat(started).doesNotHaveBean(CdrImportLoop.class);
      var cdrs = started.getBean(Cdrs.class);
      assertThat(cdrs.list(CdrFilter.ALL, 10, null).items()).isEmpty();
      assertThat(cdrs.importStatus().running()).isFalse();
    });
  }
}
