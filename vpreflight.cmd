@echo off
rem Starts vpreflight on Windows. Not run yet: nobody could try it so far. Please tell how it went.
setlocal
set "HERE=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%HERE%lib" (
  set "LIB=%HERE%lib"
) else (
  if not exist "%HERE%plugin\target\launcher.stamp" (
    echo vpreflight: building; the first time this takes a minute or two and needs Maven Central 1>&2
    call "%HERE%mvnw.cmd" -B -q -f "%HERE%pom.xml" -DskipTests -DskipChecks package || exit /b 2
    echo built> "%HERE%plugin\target\launcher.stamp"
  )
  for /d %%d in ("%HERE%plugin\target\vpreflight-*") do for /d %%e in ("%%d\vpreflight-*") do set "LIB=%%e\lib"
)
"%JAVA%" -XX:+UseSerialGC -Xss2m %VPREFLIGHT_JAVA_OPTS% "-Dvpreflight.command=%~0" -cp "%LIB%\*" io.vpreflight.plugin.Main %*
exit /b %ERRORLEVEL%
