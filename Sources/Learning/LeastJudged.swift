/// How much must be judged before anything is learned of it.
public enum LeastJudged {
    /// Statements, for a part that is taught by them.
    public static let statements = 50
    /// Marks of one layer.
    public static let marks = 30
    /// In so many articles, which are dealt into as many parts: each is measured by what the others teach.
    public static let articles = 5
}
