import java.util.Arrays;
import java.util.List;

final class Statistics {
    private Statistics() {}

    static double median(List<? extends Number> values) {
        var sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    static long percentile(long[] values, int count, int percent) {
        Arrays.sort(values, 0, count);
        return count == 0 ? 0 : values[(int) Math.min(count - 1L, (long) count * percent / 100)];
    }
}
