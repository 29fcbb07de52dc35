package org.mpssl.method;

/** A way to train the classifier: one step at a time. */
public interface Method {

    /**
     * Makes one step.
     *
     * @param t the number of the step, from 0; together with the seed it decides every draw
     * @param rate the learning rate of theta
     * @return the losses of the step, before the update
     */
    Losses step(long t, double rate);
}
