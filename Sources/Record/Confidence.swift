/// How sure something found is, from 0 to 1: in how many of a hundred such cases it is right.
public enum Confidence {
    /// Below this it is more likely wrong than right, and shown with “?”.
    public static let doubtful = 0.5
}
