/// How much must have been judged before anything is learned of it.
public enum Enough {
    /// Into so many parts articles are dealt; each is measured by what the others teach.
    static let folds = 5

    /// Of fewer judged statements nothing is learned.
    public static let statements = 50
    /// Of fewer marks of one layer.
    public static let marks = 30
    /// Of fewer articles.
    public static let articles = folds
}
