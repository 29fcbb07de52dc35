package org.mpssl.tensor;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;

/**
 * The memory of a card, as its driver counts it: that of all programs. PyTorch keeps what it was
 * once given, so after a computation this is the most that it needed.
 *
 * @param device whose memory
 */
public record DeviceMemory(Device device) {

    /** Returns the bytes in use; nothing for a CPU. */
    public OptionalLong inUse() {
        return device.isGpu()
                ? OptionalLong.of(CudaUtils.getGpuMemory(device).getCommitted())
                : OptionalLong.empty();
    }

    /** Returns the bytes that there are; nothing for a CPU. */
    public OptionalLong total() {
        return device.isGpu()
                ? OptionalLong.of(CudaUtils.getGpuMemory(device).getMax())
                : OptionalLong.empty();
    }

    /** Gives back what PyTorch keeps without using it. */
    public void release() {
        if (device.isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }
}
