package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/labstack/echo/v4"
)

// The bodies that the bare server answers with, as files in its folder.
const (
	bodyOne  = "one.json"
	bodyList = "list.json"
)

// serveBare answers with the bytes that the program gave for the same request,
// and does nothing else: the ceiling of what its framework can do here.
func serveBare(ctx context.Context, listen, bodies string) error {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	for _, name := range []string{bodyOne, bodyList} {
		body, err := os.ReadFile(filepath.Join(bodies, name))
		if err != nil {
			return err
		}
		e.GET("/"+name, func(c echo.Context) error { return c.Blob(http.StatusOK, "application/json", body) })
	}
	server := &http.Server{Addr: listen, Handler: e, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
