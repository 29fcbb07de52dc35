package org.mpssl.notebook;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is shown. */
final class RecordingSink implements Kernel.Sink {

    final List<String> ids = new CopyOnWriteArrayList<>();
    final List<Bundle> displays = new CopyOnWriteArrayList<>();
    final List<Bundle> updates = new CopyOnWriteArrayList<>();
    volatile boolean sawInterrupt;

    @Override
    public void display(String id, Bundle bundle) {
        ids.add(id);
        displays.add(bundle);
    }

    @Override
    public void update(String id, Bundle bundle) {
        sawInterrupt |= Thread.currentThread().isInterrupted();
        ids.add(id);
        updates.add(bundle);
    }
}
